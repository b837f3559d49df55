CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  WHERE CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->() WHERE statehood2.startEarliest <= $p0 AND statehood2.endLatest >= $p0 AND statehood2.spellStartEarliest <= $p1 } ELSE state1.startEarliest <= $p2 AND state1.endLatest >= $p3 END
  RETURN collect(state1) AS stateFound3
}
CALL (stateFound3) {
  UNWIND stateFound3 AS state4
  RETURN count(CASE WHEN CASE WHEN EXISTS { MATCH (state4)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state4)-[statehood5:FOEDERA_STATEHOOD]->() WHERE statehood5.startLatest <= $p4 AND statehood5.endEarliest >= $p4 AND statehood5.spellStartLatest <= $p5 } ELSE state4.startLatest <= $p6 AND state4.endEarliest >= $p7 END THEN 1 END) AS stateNumbers6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[null, size(stateFound3), stateNumbers6]], data7.version, data7.turn] AS answer8
