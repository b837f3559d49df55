CALL () {
  MATCH (n2:State) WHERE (n2.regionFolded < $p0 OR n2.regionFolded = $p0 AND n2.nameFolded > $p1 OR n2.regionFolded = $p0 AND n2.nameFolded = $p1 AND n2.id > $p2)
  WITH n2 ORDER BY n2.regionFolded DESC, n2.nameFolded, n2.id LIMIT $p3
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
