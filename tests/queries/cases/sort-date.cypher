CALL () {
  MATCH (n2:Treaty)
  WITH n2 ORDER BY n2.signedEarliest, n2.id LIMIT $p0
  RETURN collect([n2.id, n2.signed]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
