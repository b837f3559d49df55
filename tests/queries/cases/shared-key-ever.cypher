CALL () {
  MATCH (state1:FoederaState)
  WHERE $p0 IN coalesce(state1.gw, []) AND (COUNT { MATCH (stateOther2:FoederaState) WHERE $p1 IN coalesce(stateOther2.gw, []) } = 1 OR true)
  WITH state1 ORDER BY state1.endLatest DESC, state1.startLatest DESC, state1.id LIMIT $p2
  RETURN collect([state1.id]) AS stateRows3
}
MATCH (data4:FoederaDataVersion)
RETURN [[[stateRows3, null]], data4.version, data4.turn] AS answer5
