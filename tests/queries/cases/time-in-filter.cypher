CALL () {
  MATCH (n2)-[r5:MEMBER_OF]->(n4:Entity) WHERE n2:State AND r5.startEarliest <= $p1 AND r5.endLatest >= $p2 AND n4.id = $p0 WITH DISTINCT n2 WHERE n2.startEarliest <= $p3 AND n2.endLatest >= $p4 AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p5
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
