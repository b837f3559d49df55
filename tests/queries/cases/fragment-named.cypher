CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:State
  RETURN collect([n2.id, n2.iso3]) AS b1
}
CALL () {
  MATCH (n5:State:Entity) WHERE n5.id IS NOT NULL
  WITH n5 ORDER BY n5.id LIMIT $p1
  RETURN collect([n5.id, n5.iso3]) AS b4
}
MATCH (v:DataVersion)
RETURN [[[b1, null], [b4, null]], v.version] AS answer
