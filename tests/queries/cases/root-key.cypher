CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  RETURN collect([n2.id, n2.name, n2.founded, coalesce(n2.aliases, [])]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
