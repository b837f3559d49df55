CALL () {
  MATCH (state1:State:Entity)
  WHERE CASE WHEN EXISTS { MATCH (state1)-[statehood2:STATEHOOD|STATEHOOD_CLAIM]->(statehood3) } THEN EXISTS { MATCH (state1)-[statehood4:STATEHOOD]->(statehood5) WHERE statehood4.startLatest <= $p2 AND statehood4.endEarliest >= $p3 } ELSE state1.startLatest <= $p0 AND state1.endEarliest >= $p1 END AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.id LIMIT $p4
  RETURN collect([state1.id]) AS stateRows6
}
MATCH (data7:DataVersion)
RETURN [[[stateRows6, null]], data7.version] AS answer8
