CALL () {
  MATCH (n2:Actor {iso3: $p0}) WHERE n2:State
  CALL (n2) {
    MATCH (n2)-[r6:MEMBER_OF]->(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2 AND n5.class IN $p3
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p4
    RETURN collect([r6.start, r6.end, coalesce(r6.startLatest <= $p5 AND r6.endEarliest >= $p6, false), n5.id, n5.name, r6.source]) AS b4
  }
  CALL (n2) {
    MATCH (n2)-[r9:PARTY_TO]->(n8) WHERE r9.startEarliest <= $p7 AND r9.endLatest >= $p8 AND n8.class IN $p9
    WITH n8, r9 ORDER BY n8.id, r9.tiebreak LIMIT $p10
    RETURN collect([r9.start, r9.end, coalesce(r9.startLatest <= $p11 AND r9.endEarliest >= $p12, false), n8.id, n8.name, n8.signed, r9.source]) AS b7
  }
  RETURN collect([n2.name, [b4, null], [b7, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
