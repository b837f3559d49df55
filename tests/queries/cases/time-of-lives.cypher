CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->() WHERE statehood2.startEarliest <= $p0 AND statehood2.endLatest >= $p0 AND statehood2.spellStartEarliest <= $p1 } ELSE state1.startEarliest <= $p2 AND state1.endLatest >= $p3 END AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p4
  RETURN collect([state1.id, coalesce(CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood3:FOEDERA_STATEHOOD]->() WHERE statehood3.startLatest <= $p5 AND statehood3.endEarliest >= $p5 AND statehood3.spellStartLatest <= $p6 } ELSE state1.startLatest <= $p7 AND state1.endEarliest >= $p8 END, false)]) AS stateRows4
}
CALL () {
  MATCH (body5:FoederaStateSystem)
  RETURN collect(body5.coverage) AS stateNumbers6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[stateRows4, null, stateNumbers6]], data7.version, data7.turn] AS answer8
