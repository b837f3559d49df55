CALL () {
  MATCH (n2:Actor {iso3: $p0}) WHERE n2:State
  RETURN collect([n2.id, n2.name]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
