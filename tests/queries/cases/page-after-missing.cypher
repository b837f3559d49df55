CALL () {
  MATCH (n2:State) WHERE (n2.regionFolded IS NOT NULL OR n2.regionFolded IS NULL AND n2.id > $p0)
  WITH n2 ORDER BY n2.regionFolded DESC, n2.id LIMIT $p1
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
