CALL () {
  MATCH (n2:State:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id DESC LIMIT $p0
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
