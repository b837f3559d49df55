CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->() WHERE statehood2.startLatest <= $p0 AND statehood2.endEarliest >= $p1 } ELSE state1.startLatest <= $p2 AND state1.endEarliest >= $p3 END AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p4
  RETURN collect([state1.id]) AS stateRows3
}
CALL () {
  MATCH (body4:FoederaStateSystem)
  RETURN collect(body4.coverage) AS stateNumbers5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[stateRows3, null, stateNumbers5]], data6.version, data6.turn] AS answer7
