CALL () {
  MATCH (n2:State:Entity) WHERE COUNT { MATCH (n2)-[r5:MEMBER_OF]->(n4) WHERE r5.startEarliest <= $p0 AND r5.endLatest >= $p1 AND r5.role = $p2 } = 1 AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p3
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
