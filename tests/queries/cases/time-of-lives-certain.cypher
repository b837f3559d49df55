CALL () {
  MATCH (n2:State:Entity) WHERE n2.startLatest <= $p1 AND n2.endEarliest >= $p0 AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p2
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
