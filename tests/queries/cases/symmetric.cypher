CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)-[spell2:FOEDERA_BORDERS]-(borders3)
    WHERE spell2.startEarliest <= $p1 AND spell2.endLatest >= $p1 AND spell2.spellStartEarliest <= $p2
    WITH borders3, spell2 ORDER BY borders3.id LIMIT $p3
    RETURN collect([borders3.id]) AS bordersRows4
  }
  RETURN collect([[bordersRows4, null, [one5 IN state1.coverage WHERE one5 STARTS WITH 'borders ']]]) AS stateRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[stateRows6, null]], data7.version, data7.turn] AS answer8
