CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:State
  RETURN collect([]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
