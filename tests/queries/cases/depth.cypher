CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)-[bordersChain2:FOEDERA_BORDERS*1..2]-(borders3)
    WHERE all(spell4 IN bordersChain2 WHERE spell4.startEarliest <= $p1 AND spell4.endLatest >= $p1 AND spell4.spellStartEarliest <= $p2)
    WITH DISTINCT borders3, last(bordersChain2) AS spell5
    WITH borders3, spell5 ORDER BY borders3.id, spell5.tiebreak LIMIT $p3
    RETURN collect([spell5.id, borders3.id]) AS bordersRows6
  }
  RETURN collect([[bordersRows6, null, [one7 IN state1.coverage WHERE one7 STARTS WITH 'borders ']]]) AS stateRows8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[stateRows8, null]], data9.version, data9.turn] AS answer10
