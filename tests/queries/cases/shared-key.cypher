CALL () {
  MATCH (state1:FoederaState)
  WHERE $p0 IN coalesce(state1.cow, []) AND (COUNT { MATCH (stateOther2:FoederaState) WHERE $p1 IN coalesce(stateOther2.cow, []) } = 1 OR CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood3:FOEDERA_STATEHOOD]->() WHERE statehood3.startEarliest <= $p2 AND statehood3.endLatest >= $p2 AND statehood3.spellStartEarliest <= $p3 } ELSE state1.startEarliest <= $p4 AND state1.endLatest >= $p5 END)
  WITH state1 ORDER BY state1.endLatest DESC, state1.startLatest DESC, state1.id LIMIT $p6
  RETURN collect([state1.id]) AS stateRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[stateRows4, null]], data5.version, data5.turn] AS answer6
