CALL () {
  MATCH (n2)<-[r5:PARTY_TO]-(n4:Actor) WHERE n2:Treaty AND r5.startEarliest <= $p1 AND r5.endLatest >= $p2 AND n4.iso3 = $p0 WITH DISTINCT n2 WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p3
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
