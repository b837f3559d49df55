CALL () {
  MATCH (n2:State:Entity) WHERE n2.nameFolded >= $p0 AND (n2.nameFolded > $p0 OR n2.nameFolded = $p0 AND n2.id > $p1)
  WITH n2 ORDER BY n2.nameFolded, n2.id LIMIT $p2
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
