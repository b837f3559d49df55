CALL () {
  MATCH (state1:FoederaEntity {id: $p0})
  WHERE state1:FoederaState
  RETURN collect([state1.id, state1.iso3]) AS stateRows2
}
CALL () {
  MATCH (state3:FoederaState:FoederaEntity)
  USING INDEX SEEK state3:FoederaEntity(class, id)
  WHERE state3.class = 'State' AND state3.id IS NOT NULL
  WITH state3 ORDER BY state3.class, state3.id LIMIT $p1
  RETURN collect([state3.id, state3.iso3]) AS stateRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[stateRows2, null], [stateRows4, null]], data5.version, data5.turn] AS answer6
