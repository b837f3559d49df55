CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  WHERE state1.region = $p0
  RETURN collect(state1) AS stateFound2
}
CALL (stateFound2) {
  UNWIND stateFound2 AS state3
  WITH state3
  WHERE state3.id IS NOT NULL
  WITH state3 ORDER BY state3.id LIMIT $p1
  RETURN collect([state3.id]) AS stateRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[stateRows4, size(stateFound2)]], data5.version, data5.turn] AS answer6
