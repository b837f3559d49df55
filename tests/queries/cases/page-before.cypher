CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  WHERE state1.nameFolded <= $p0 AND (state1.nameFolded < $p0 OR (state1.nameFolded = $p0 AND state1.id < $p1))
  WITH state1 ORDER BY state1.nameFolded DESC, state1.id DESC LIMIT $p2
  RETURN collect([state1.id]) AS stateRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[stateRows2, null]], data3.version, data3.turn] AS answer4
