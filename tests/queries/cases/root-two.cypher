CALL () {
  MATCH (n2:State:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  RETURN collect([n2.id]) AS b1
}
WITH [[b1, null], [null, COUNT { MATCH (n4:Alliance:Entity) }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
