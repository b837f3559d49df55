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
CALL (stateFound2) {
  UNWIND stateFound2 AS state5
  WITH state5.class AS class6, count(*) AS number7 ORDER BY number7 DESC, class6 LIMIT $p2
  RETURN collect([class6, number7]) AS stateNumbers8
}
CALL (stateFound2) {
  UNWIND stateFound2 AS state9
  RETURN [min(state9.name), max(state9.name)] AS stateNumbers10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[stateRows4, size(stateFound2), stateNumbers8, stateNumbers10]], data11.version, data11.turn] AS answer12
