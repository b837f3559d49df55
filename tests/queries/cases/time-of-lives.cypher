CALL () {
  MATCH (n2:State:Entity) WHERE CASE WHEN EXISTS { (n2)-[:STATEHOOD|STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (n2)-[r4:STATEHOOD]->() WHERE r4.startEarliest <= $p2 AND r4.endLatest >= $p3 } ELSE n2.startEarliest <= $p0 AND n2.endLatest >= $p1 END AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p4
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
