CALL () {
  MATCH (n1)<-[r5:PARTY_TO]-(n4:Actor) WHERE r5.startEarliest <= $p2 AND r5.endLatest >= $p3 AND (n4.iso3 = $p0 AND r5.role IN $p1) WITH DISTINCT n1
  WITH collect(n1) AS s8
  MATCH (n1)<-[r7:PARTY_TO]-(n6:Actor) WHERE n1 IN s8 AND n1:Agreement AND r7.startEarliest <= $p6 AND r7.endLatest >= $p7 AND (n6.iso3 = $p4 AND r7.role IN $p5) WITH DISTINCT n1
  RETURN collect(n1) AS f3
}
CALL (f3) {
  UNWIND f3 AS n10
  WITH n10 ORDER BY n10.signedEarliest, n10.id LIMIT $p8
  CALL (n10) {
    MATCH (n10)<-[r14:PARTY_TO]-(n13) WHERE r14.startEarliest <= $p9 AND r14.endLatest >= $p10 AND n13.iso3 IN $p11
    WITH n13, r14 ORDER BY n13.id, r14.tiebreak LIMIT $p12
    RETURN collect([n13.name, r14.role, r14.start, r14.source]) AS b12
  }
  RETURN collect([n10.class, n10.id, n10.name, n10.signed, [b12, null]]) AS b9
}
MATCH (v:DataVersion)
RETURN [[[b9, size(f3)]], v.version] AS answer
