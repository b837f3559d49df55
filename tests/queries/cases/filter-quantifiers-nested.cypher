CALL () {
  MATCH (n2:State:Entity) WHERE EXISTS { MATCH (n2)-[r5:MEMBER_OF]->(n4) WHERE r5.startEarliest <= $p0 AND r5.endLatest >= $p1 AND NOT EXISTS { MATCH (n4)<-[r7:MEMBER_OF]-(n6) WHERE r7.startEarliest <= $p2 AND r7.endLatest >= $p3 AND n6.region = $p4 } } AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p5
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
