CALL () {
  MATCH (state1:State)
  WHERE $p0 IN coalesce(state1.cow, []) AND (COUNT { MATCH (stateOther2:State) WHERE $p1 IN coalesce(stateOther2.cow, []) } = 1 OR CASE WHEN EXISTS { MATCH (state1)-[statehood3:STATEHOOD|STATEHOOD_CLAIM]->(statehood4) } THEN EXISTS { MATCH (state1)-[statehood5:STATEHOOD]->(statehood6) WHERE statehood5.startEarliest <= $p4 AND statehood5.endLatest >= $p5 } ELSE state1.startEarliest <= $p2 AND state1.endLatest >= $p3 END)
  WITH state1 ORDER BY state1.endLatest DESC, state1.startLatest DESC, state1.id LIMIT $p6
  RETURN collect([state1.id]) AS stateRows7
}
MATCH (data8:DataVersion)
RETURN [[[stateRows7, null]], data8.version] AS answer9
