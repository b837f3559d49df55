CALL () {
  MATCH (state1:Entity {id: $p0})
  WHERE state1:State
  RETURN collect([]) AS stateRows2
}
MATCH (data3:DataVersion)
RETURN [[[stateRows2, null]], data3.version] AS answer4
