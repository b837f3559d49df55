CALL () {
  MATCH (state1:Actor {iso3: $p0})
  WHERE state1:State
  RETURN collect([state1.id, state1.name]) AS stateRows2
}
MATCH (data3:DataVersion)
RETURN [[[stateRows2, null]], data3.version] AS answer4
