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
MATCH (a:FoederaEntity) WHERE a.nameFolded IS NOT NULL AND a:FoederaAlliance
WITH a ORDER BY a.nameFolded, a.id LIMIT 100
CALL (a) {
  MATCH (a)<-[r:FOEDERA_MEMBER_OF]-(s)
  WITH r, s ORDER BY s.nameFolded, s.id, r.tiebreak LIMIT 10
  RETURN collect([r.id, r.start, r.end, r.role, s.id, s.name, s.iso3]) AS members
}
RETURN collect([a.id, a.name, a.founded, members]) AS answer

// Q4
MATCH (t:FoederaEntity) WHERE t.id IS NOT NULL AND t:FoederaTreaty
WITH t ORDER BY t.id LIMIT 1000
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
MATCH (t:FoederaEntity) WHERE t.nameFolded >= $name AND t:FoederaTreaty AND (t.nameFolded > $name OR t.id > $id)
WITH t ORDER BY t.nameFolded, t.id LIMIT 21
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
