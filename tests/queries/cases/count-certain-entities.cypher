CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  WHERE CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->() WHERE statehood2.startEarliest <= $p0 AND statehood2.endLatest >= $p0 AND statehood2.spellStartEarliest <= $p1 } ELSE state1.startEarliest <= $p2 AND state1.endLatest >= $p3 END
  RETURN collect(state1) AS stateFound3
}
CALL (stateFound3) {
  MATCH (body4:FoederaStateSystem)
  RETURN collect(body4.coverage) AS stateNumbers5
}
CALL (stateFound3) {
  UNWIND stateFound3 AS state6
  RETURN count(CASE WHEN CASE WHEN EXISTS { MATCH (state6)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state6)-[statehood7:FOEDERA_STATEHOOD]->() WHERE statehood7.startLatest <= $p4 AND statehood7.endEarliest >= $p4 AND statehood7.spellStartLatest <= $p5 } ELSE state6.startLatest <= $p6 AND state6.endEarliest >= $p7 END THEN 1 END) AS stateNumbers8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[null, size(stateFound3), stateNumbers5, stateNumbers8]], data9.version, data9.turn] AS answer10
