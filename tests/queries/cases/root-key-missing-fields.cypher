CALL () {
  MATCH (state1:FoederaEntity {id: $p0})
  WHERE state1:FoederaState
  RETURN collect([]) AS stateRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[stateRows2, null]], data3.version, data3.turn] AS answer4
