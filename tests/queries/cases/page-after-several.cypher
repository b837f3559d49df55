CALL () {
  MATCH (state1:FoederaState)
  WHERE state1.regionFolded < $p0 OR (state1.regionFolded = $p0 AND state1.nameFolded > $p1) OR (state1.regionFolded = $p0 AND state1.nameFolded = $p1 AND state1.id > $p2)
  WITH state1 ORDER BY state1.regionFolded DESC, state1.nameFolded, state1.id LIMIT $p3
  RETURN collect([state1.id]) AS stateRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[stateRows2, null]], data3.version, data3.turn] AS answer4
