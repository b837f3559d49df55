CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->(statehood3)
    WHERE statehood2.startEarliest <= $p1 AND statehood2.endLatest >= $p1 AND statehood2.spellStartEarliest <= $p2
    WITH statehood3, statehood2 ORDER BY CASE WHEN statehood2.start IS NOT NULL THEN statehood2.startEarliest END, statehood3.id LIMIT $p3
    RETURN collect([statehood3.id]) AS statehoodRows4
  }
  RETURN collect([[statehoodRows4, null, [one5 IN state1.coverage WHERE one5 STARTS WITH 'statehood ']]]) AS stateRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[stateRows6, null]], data7.version, data7.turn] AS answer8
