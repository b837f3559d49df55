CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p0
  RETURN collect([state1.id]) AS stateRows2
}
WITH [[stateRows2, null], [null, COUNT { MATCH (alliance3:FoederaAlliance) }]] AS found4
MATCH (data5:FoederaDataVersion)
RETURN [found4, data5.version, data5.turn] AS answer6
