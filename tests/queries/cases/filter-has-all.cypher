CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND all(one2 IN $p0 WHERE one2 IN coalesce(state1.aliases, [])) AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p1
  RETURN collect([state1.id]) AS stateRows3
}
MATCH (data4:FoederaDataVersion)
RETURN [[[stateRows3, null]], data4.version, data4.turn] AS answer5
