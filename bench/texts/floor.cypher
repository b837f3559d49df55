// The best Cypher that could be written by hand for each operation over Foedera's graph. Rows are lists: names are put to them in
// bench/floor.py, which takes a fifth less time than maps. Each statement returns one value, `answer`.

// Q1
MATCH (a:FoederaEntity {id: $id}) WHERE a:FoederaAlliance
RETURN [a.id, a.name, a.founded, a.headquarters, a.region] AS answer

// Q2
MATCH (a:FoederaEntity {id: $id}) WHERE a:FoederaAlliance
CALL (a) {
  MATCH (a)<-[r:FOEDERA_MEMBER_OF]-(s) WHERE r.startEarliest <= $at AND r.endLatest >= $at
  WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 100
  RETURN collect([r.id, r.start, r.end, r.role, r.dataset, r.preferred, s.id, s.name, s.iso3, s.region]) AS members
}
RETURN [a.id, a.name, a.founded, a.headquarters, members] AS answer

// Q3
MATCH (a:FoederaEntity) USING INDEX SEEK a:FoederaEntity(class, nameFolded, id)
WHERE a.class = 'Alliance' AND a.nameFolded IS NOT NULL AND a.id IS NOT NULL
WITH a ORDER BY a.class, a.nameFolded, a.id LIMIT 100
CALL (a) {
  MATCH (a)<-[r:FOEDERA_MEMBER_OF]-(s)
  WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 10
  RETURN collect([r.id, r.start, r.end, r.role, s.id, s.name, s.iso3]) AS members
}
RETURN collect([a.id, a.name, a.founded, members]) AS answer

// Q4
MATCH (t:FoederaEntity) USING INDEX SEEK t:FoederaEntity(class, id)
WHERE t.class = 'Treaty' AND t.id IS NOT NULL
WITH t ORDER BY t.class, t.id LIMIT 1000
CALL (t) {
  MATCH (t)<-[r:FOEDERA_PARTY_TO]-(s)
  WITH r, s ORDER BY s.id, r.tiebreak LIMIT 5
  RETURN collect([r.id, r.dataset, r.start, r.end, r.role, r.signed, r.preferred, s.id, s.name, s.iso3]) AS parties
}
RETURN collect([t.id, t.name, t.signed, t.signedAt, parties]) AS answer

// Q5
MATCH (x:FoederaActor {iso3: $x}) MATCH (x)-[:FOEDERA_PARTY_TO]->(t)
WITH collect(DISTINCT t) AS those
MATCH (y:FoederaActor {iso3: $y}) MATCH (y)-[:FOEDERA_PARTY_TO]->(t)
WHERE t IN those AND t:FoederaTreaty AND t.signedEarliest >= $lo AND t.signedLatest <= $hi
WITH DISTINCT t ORDER BY t.signedEarliest, t.id
WITH collect(t) AS found
RETURN [size(found), [t IN found[..20] | [t.id, t.name, t.signed, t.signedAt]]] AS answer

// Q6
MATCH (s:FoederaEntity {id: $id}) WHERE s:FoederaState
CALL (s) {
  MATCH (s)-[:FOEDERA_MEMBER_OF]->(a)
  WITH a ORDER BY a.nameFolded, a.id LIMIT 10
  CALL (a) {
    MATCH (a)<-[:FOEDERA_MEMBER_OF]-(m)
    WITH m ORDER BY m.nameFolded, m.id LIMIT 10
    RETURN collect(m) AS members
  }
  RETURN collect([a.id, a.name, members]) AS alliances
}
CALL (alliances) {
  UNWIND alliances AS row UNWIND row[2] AS m
  WITH DISTINCT m
  CALL (m) {
    MATCH (m)-[:FOEDERA_PARTY_TO]->(t)
    WITH t ORDER BY t.nameFolded, t.id LIMIT 5
    RETURN collect([t.id, t.name, t.signed]) AS treaties
  }
  RETURN collect([m.id, m.name, treaties]) AS states
}
RETURN [s.id, s.name, [row IN alliances | [row[0], row[1], [m IN row[2] | m.id]]], states] AS answer

// Q7
MATCH (a:FoederaAlliance)
WITH a, COUNT { (a)<-[:FOEDERA_MEMBER_OF]-() } AS number ORDER BY number DESC, a.id LIMIT 20
RETURN collect([a.id, a.name, number]) AS answer

// Q8
MATCH (t:FoederaEntity) USING INDEX SEEK t:FoederaEntity(class, nameFolded, id)
WHERE t.class = 'Treaty' AND t.nameFolded >= $name AND t.id IS NOT NULL AND (t.nameFolded > $name OR t.id > $id)
WITH t ORDER BY t.class, t.nameFolded, t.id LIMIT 21
RETURN collect([t.id, t.name, t.signed, t.signedAt, t.nameFolded]) AS answer

// Q9
MATCH (x:FoederaEntity {id: $x}) MATCH (x)-[:FOEDERA_PARTY_TO]->(t)
WITH collect(DISTINCT t) AS those
MATCH (y:FoederaEntity {id: $y}) MATCH (y)-[:FOEDERA_PARTY_TO]->(t)
WHERE t IN those AND t:FoederaTreaty
WITH DISTINCT t ORDER BY t.signedEarliest, t.id
WITH collect(t) AS found
RETURN [size(found), [t IN found[..20] | [t.id, t.name, t.signed]]] AS answer

// Q10
UNWIND [$i0, $i1, $i2, $i3, $i4, $i5, $i6, $i7, $i8, $i9] AS id
MATCH (a:FoederaEntity {id: id}) WHERE a:FoederaAlliance
CALL (a) {
  MATCH (a)<-[r:FOEDERA_MEMBER_OF]-(s) WHERE r.startEarliest <= $at AND r.endLatest >= $at
  WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 100
  RETURN collect([r.id, r.start, r.end, r.role, r.dataset, r.preferred, s.id, s.name, s.iso3, s.region]) AS members
}
RETURN collect([a.id, a.name, a.founded, a.headquarters, members]) AS answer

// Q11
MATCH (y:FoederaActor {iso3: $y})-[:FOEDERA_PARTY_TO]->(t)
WITH collect(DISTINCT t) AS those
MATCH (x:FoederaActor {iso3: $x})-[:FOEDERA_PARTY_TO]->(t)
WHERE t:FoederaTreaty AND NOT t IN those
WITH DISTINCT t
WITH collect(t) AS found
CALL (found) {
  UNWIND found AS t
  WITH t ORDER BY t.nameFolded, t.id LIMIT 20
  RETURN collect([t.id, t.name, t.signed]) AS treaties
}
RETURN [size(found), treaties] AS answer

// Q12
MATCH (a:FoederaEntity) USING INDEX SEEK a:FoederaEntity(class, nameFolded, id)
WHERE a.class = 'Alliance' AND a.nameFolded IS NOT NULL AND a.id IS NOT NULL
AND (a.nameFolded CONTAINS $part OR a.headquartersFolded STARTS WITH $city) AND NOT a.nameFolded CONTAINS $other
WITH a ORDER BY a.class, a.nameFolded, a.id LIMIT 20
RETURN collect([a.id, a.name, a.headquarters]) AS answer

// Q13
MATCH (s:FoederaEntity {id: $id}) WHERE s:FoederaState
CALL (s) {
  MATCH (s)-[:FOEDERA_MEMBER_OF]->(a)
  WITH a ORDER BY a.nameFolded, a.id LIMIT 3
  CALL (a) {
    MATCH (a)<-[:FOEDERA_MEMBER_OF]-(m)
    WITH m ORDER BY m.nameFolded, m.id LIMIT 3
    RETURN collect(m) AS members
  }
  RETURN collect([a.id, a.name, members]) AS alliances
}
CALL (alliances) {
  UNWIND alliances AS row UNWIND row[2] AS m
  WITH DISTINCT m
  CALL (m) {
    MATCH (m)-[:FOEDERA_PARTY_TO]->(t)
    WITH t ORDER BY t.nameFolded, t.id LIMIT 3
    RETURN collect(t) AS treaties
  }
  RETURN collect([m.id, m.name, treaties]) AS states
}
CALL (states) {
  UNWIND states AS row UNWIND row[2] AS t
  WITH DISTINCT t
  CALL (t) {
    MATCH (t)<-[:FOEDERA_PARTY_TO]-(p)
    WITH p ORDER BY p.nameFolded, p.id LIMIT 3
    RETURN collect([p.id, p.name]) AS parties
  }
  RETURN collect([t.id, t.name, parties]) AS treaties
}
RETURN [
  s.id, s.name, [row IN alliances | [row[0], row[1], [m IN row[2] | m.id]]], [row IN states | [row[0], row[1], [t IN row[2] | t.id]]], treaties
] AS answer

// Q14
MATCH (s:FoederaEntity {id: $id}) WHERE s:FoederaState
CALL (s) {
  MATCH (s)-[r:FOEDERA_MEMBER_OF]->(a) WHERE r.role = 'founding-member' AND r.startEarliest >= $since AND r.start IS NOT NULL AND a.region = $region
  WITH r, a ORDER BY r.startEarliest, a.id, r.tiebreak LIMIT 20
  RETURN collect([r.id, r.start, r.end, r.role, a.id, a.name]) AS alliances
}
RETURN [s.id, s.name, alliances] AS answer

// Q15
MATCH (s:FoederaEntity {id: $id}) WHERE s:FoederaState
MATCH (a:FoederaEntity {id: $i0}) WHERE a:FoederaAlliance
CALL () {
  MATCH (n:FoederaEntity) USING INDEX SEEK n:FoederaEntity(class, nameFolded, id)
  WHERE n.class = 'State' AND n.nameFolded IS NOT NULL AND n.id IS NOT NULL
  WITH n ORDER BY n.class, n.nameFolded, n.id LIMIT 5
  RETURN collect([n.id, n.name, n.iso3]) AS states
}
CALL () {
  MATCH (n:FoederaEntity) USING INDEX SEEK n:FoederaEntity(class, nameFolded, id)
  WHERE n.class = 'Alliance' AND n.nameFolded IS NOT NULL AND n.id IS NOT NULL
  WITH n ORDER BY n.class, n.nameFolded, n.id LIMIT 5
  RETURN collect([n.id, n.name, n.founded]) AS alliances
}
CALL () {
  MATCH (n:FoederaEntity) USING INDEX SEEK n:FoederaEntity(class, id)
  WHERE n.class = 'Treaty' AND n.id IS NOT NULL
  WITH n ORDER BY n.class, n.id LIMIT 5
  RETURN collect([n.id, n.name, n.signed]) AS treaties
}
RETURN [
  [s.id, s.name, s.iso3, s.region],
  [a.id, a.name, COUNT { (a)<-[r:FOEDERA_MEMBER_OF]-() WHERE r.startEarliest <= $at AND r.endLatest >= $at }],
  states, alliances, COUNT { (:FoederaTreaty) }, treaties
] AS answer

// Q16
MATCH (s:FoederaEntity) USING INDEX SEEK s:FoederaEntity(class, nameFolded, id)
WHERE s.class = 'State' AND s.nameFolded IS NOT NULL AND s.id IS NOT NULL
WITH s ORDER BY s.class, s.nameFolded, s.id LIMIT 50
RETURN collect([s.id, s.name, COUNT { (s)-[:FOEDERA_MEMBER_OF]->() }, COUNT { (s)-[:FOEDERA_PARTY_TO]->() }]) AS answer

// Q17
MATCH (s:FoederaEntity) USING INDEX SEEK s:FoederaEntity(class, nameFolded, id)
WHERE s.class = 'State' AND s.nameFolded IS NOT NULL AND s.id IS NOT NULL
WITH s ORDER BY s.class, s.nameFolded, s.id LIMIT 10
CALL (s) {
  MATCH (s)-[:FOEDERA_PARTY_TO]->(t)
  WITH t ORDER BY t.signedEarliest DESC, t.id LIMIT 1
  CALL (t) {
    MATCH (t)<-[:FOEDERA_PARTY_TO]-(p)
    WITH p ORDER BY p.nameFolded, p.id LIMIT 200
    RETURN collect([p.id, p.name]) AS parties
  }
  RETURN collect([t.id, t.name, t.signed, parties]) AS treaties
}
RETURN collect([s.id, s.name, treaties]) AS answer

// Q18
MATCH (t:FoederaAgreement) WHERE t.signedEarliest IS NOT NULL AND t:FoederaTreaty
WITH t ORDER BY t.signedEarliest DESC, t.id LIMIT 20
RETURN collect([t.id, t.name, t.signed, t.signedAt]) AS answer

// Q19
CALL db.index.fulltext.queryNodes('foederaSearch', $lucene) YIELD node AS n, score
WHERE score >= $least AND n.class = 'Alliance'
WITH n, round(score * n.searchWeight) AS points ORDER BY points DESC, n.id LIMIT 10
RETURN collect([points, n.id, n.name, n.founded]) AS answer

// Q20
MATCH (a:FoederaAlliance) WHERE a.foundedEarliest >= $since
WITH a.region AS region, count(*) AS number ORDER BY number DESC, region
RETURN [sum(number), collect([region, number])[..10]] AS answer

// Q21
MATCH (a:FoederaEntity {id: $id}) WHERE a:FoederaAlliance
CALL (a) {
  MATCH (a)<-[r:FOEDERA_MEMBER_OF]-(s) WHERE r.startEarliest <= $hi AND r.endLatest >= $lo
  WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 100
  RETURN collect([r.id, r.start, r.end, r.role, s.id, s.name, s.iso3]) AS members
}
RETURN [a.id, a.name, members] AS answer

// Q22
MATCH (a:FoederaEntity {id: $id}) WHERE a:FoederaAlliance
CALL (a) {
  MATCH (a)<-[r:FOEDERA_MEMBER_OF|FOEDERA_MEMBER_OF_CLAIM]-(s)
  WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 100
  RETURN collect([r.id, r.dataset, r.start, r.end, r.preferred, s.id, s.name]) AS members
}
RETURN [a.id, a.name, members] AS answer

// Q23
MATCH (s)-[r:FOEDERA_PARTY_TO]->(t)
WHERE r.signedEarliest >= $lo AND r.signedEarliest <= $hi AND r.signedLatest <= $hi AND s.region = $region AND t:FoederaTreaty
WITH DISTINCT t
WITH collect(t) AS found
CALL (found) {
  UNWIND found AS t
  WITH t ORDER BY t.nameFolded, t.id LIMIT 20
  RETURN collect([t.id, t.name, t.signed]) AS treaties
}
RETURN [size(found), treaties] AS answer
