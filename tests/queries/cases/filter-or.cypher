CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND (state1.nameFolded CONTAINS $p0 OR state1.region = $p1) AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p2
  RETURN collect([state1.id]) AS stateRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[stateRows2, null]], data3.version, data3.turn] AS answer4
