CALL () {
  MATCH (n2:Treaty:Agreement:Entity) WHERE (n2.signedEarliest >= $p0 AND n2.signedLatest <= $p1) AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p2
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
