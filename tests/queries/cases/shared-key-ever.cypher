CALL () {
  MATCH (state1:FoederaState)
  WHERE $p0 IN coalesce(state1.gw, [])
  WITH state1 ORDER BY state1.id LIMIT $p1
  RETURN collect([state1.id]) AS stateRows2
}
CALL () {
  MATCH (state3:FoederaState)
  WHERE $p2 IN coalesce(state3.gw, []) AND (COUNT { MATCH (stateOther4:FoederaState) WHERE $p3 IN coalesce(stateOther4.gw, []) } = 1 OR true)
  WITH state3 ORDER BY state3.endLatest DESC, state3.startLatest DESC, state3.id LIMIT $p4
  RETURN collect([state3.id]) AS stateRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[stateRows2, null], [stateRows5, null]], data6.version, data6.turn] AS answer7
