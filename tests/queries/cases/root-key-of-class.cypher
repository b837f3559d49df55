CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  RETURN collect([state1.id, state1.name]) AS stateRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[stateRows2, null]], data3.version, data3.turn] AS answer4
