CALL () {
  MATCH (state1:FoederaState)
  WHERE $p0 IN coalesce(state1.cow, []) AND CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->() WHERE statehood2.startEarliest <= $p1 AND statehood2.endLatest >= $p1 AND statehood2.spellStartEarliest <= $p2 } ELSE state1.startEarliest <= $p3 AND state1.endLatest >= $p4 END
  WITH state1 ORDER BY state1.id LIMIT $p5
  RETURN collect([state1.id]) AS stateRows3
}
CALL () {
  MATCH (state4:FoederaState)
  WHERE $p6 IN coalesce(state4.cow, []) AND (COUNT { MATCH (stateOther5:FoederaState) WHERE $p7 IN coalesce(stateOther5.cow, []) } = 1 OR CASE WHEN EXISTS { MATCH (state4)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state4)-[statehood6:FOEDERA_STATEHOOD]->() WHERE statehood6.startEarliest <= $p8 AND statehood6.endLatest >= $p8 AND statehood6.spellStartEarliest <= $p9 } ELSE state4.startEarliest <= $p10 AND state4.endLatest >= $p11 END)
  WITH state4 ORDER BY state4.endLatest DESC, state4.startLatest DESC, state4.id LIMIT $p12
  RETURN collect([state4.id]) AS stateRows7
}
MATCH (data8:FoederaDataVersion)
RETURN [[[stateRows3, null], [stateRows7, null]], data8.version, data8.turn] AS answer9
