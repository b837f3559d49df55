CALL () {
  MATCH (n2)-[r5:MEMBER_OF]->(n4:Entity) WHERE n2:State AND r5.startEarliest <= $p1 AND r5.endLatest >= $p2 AND n4.id = $p0 WITH DISTINCT n2 WHERE CASE WHEN EXISTS { (n2)-[:STATEHOOD|STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (n2)-[r6:STATEHOOD]->() WHERE r6.startEarliest <= $p5 AND r6.endLatest >= $p6 } ELSE n2.startEarliest <= $p3 AND n2.endLatest >= $p4 END AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p7
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
