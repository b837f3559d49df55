CALL () {
  MATCH (state1)-[membership2:MEMBER_OF]->(memberOf3:Entity)
  WHERE state1:State AND membership2.startEarliest <= $p0 AND membership2.endLatest >= $p1 AND memberOf3.id = $p2
  WITH DISTINCT state1
  WHERE CASE WHEN EXISTS { MATCH (state1)-[statehood4:STATEHOOD|STATEHOOD_CLAIM]->(statehood5) } THEN EXISTS { MATCH (state1)-[statehood6:STATEHOOD]->(statehood7) WHERE statehood6.startEarliest <= $p5 AND statehood6.endLatest >= $p6 } ELSE state1.startEarliest <= $p3 AND state1.endLatest >= $p4 END AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.id LIMIT $p7
  RETURN collect([state1.id]) AS stateRows8
}
MATCH (data9:DataVersion)
RETURN [[[stateRows8, null]], data9.version] AS answer10
