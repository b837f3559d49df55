CALL () {
  MATCH (n2:State:Entity) WHERE CASE WHEN EXISTS { (n2)-[:STATEHOOD|STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (n2)-[r4:STATEHOOD]->() WHERE r4.startLatest <= $p3 AND r4.endEarliest >= $p2 } ELSE n2.startLatest <= $p1 AND n2.endEarliest >= $p0 END AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p4
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
