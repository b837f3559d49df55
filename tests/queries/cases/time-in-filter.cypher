CALL () {
  MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3:FoederaEntity)
  WHERE state1:FoederaState AND membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND memberOf3.id = $p2
  WITH DISTINCT state1
  WHERE CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood4:FOEDERA_STATEHOOD]->() WHERE statehood4.startEarliest <= $p3 AND statehood4.endLatest >= $p3 AND statehood4.spellStartEarliest <= $p4 } ELSE state1.startEarliest <= $p5 AND state1.endLatest >= $p6 END AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.id LIMIT $p7
  RETURN collect([state1.id, coalesce(CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood5:FOEDERA_STATEHOOD]->() WHERE statehood5.startLatest <= $p8 AND statehood5.endEarliest >= $p8 AND statehood5.spellStartLatest <= $p9 } ELSE state1.startLatest <= $p10 AND state1.endEarliest >= $p11 END, false)]) AS stateRows6
}
CALL () {
  MATCH (body7:FoederaStateSystem)
  RETURN collect(body7.coverage) AS stateNumbers8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[stateRows6, null, stateNumbers8]], data9.version, data9.turn] AS answer10
