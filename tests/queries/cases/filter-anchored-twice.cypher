CALL () {
  MATCH (n2)<-[r5:PARTY_TO]-(n4:Actor) WHERE r5.startEarliest <= $p1 AND r5.endLatest >= $p2 AND n4.iso3 = $p0 WITH DISTINCT n2
  WITH collect(n2) AS s8
  MATCH (n2)<-[r7:PARTY_TO]-(n6:Entity) WHERE n2 IN s8 AND n2:Treaty AND r7.startEarliest <= $p4 AND r7.endLatest >= $p5 AND n6.id = $p3 WITH DISTINCT n2 WHERE n2.signedEarliest >= $p6 AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p7
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
