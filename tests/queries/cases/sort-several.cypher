CALL () {
  MATCH (n2:State)
  WITH n2, COUNT { MATCH (n2)-[r5:MEMBER_OF]->(n4) WHERE r5.startEarliest <= $p0 AND r5.endLatest >= $p1 } AS k6
  WITH n2, k6 ORDER BY n2.regionFolded, k6 DESC, n2.id LIMIT $p2
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
