CALL () {
  MATCH (n2:Actor:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)-[r6:MEMBER_OF]->(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id LIMIT $p3
    RETURN collect([n5.id]) AS b4
  }
  RETURN collect([[b4, null], n2.class]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
