CALL () {
  MATCH (state1:FoederaState)
  WHERE state1.regionFolded IS NOT NULL OR (state1.regionFolded IS NULL AND state1.id > $p0)
  WITH state1 ORDER BY state1.regionFolded DESC, state1.id LIMIT $p1
  RETURN collect([state1.id]) AS stateRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[stateRows2, null]], data3.version, data3.turn] AS answer4
