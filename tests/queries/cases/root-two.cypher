CALL () {
  MATCH (state1:State:Entity)
  WHERE state1.id IS NOT NULL
  WITH state1 ORDER BY state1.id LIMIT $p0
  RETURN collect([state1.id]) AS stateRows2
}
WITH [[stateRows2, null], [null, COUNT { MATCH (alliance3:Alliance:Entity) }]] AS found4
MATCH (data5:DataVersion)
RETURN [found4, data5.version] AS answer6
