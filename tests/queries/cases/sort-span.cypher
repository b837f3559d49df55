CALL () {
  MATCH (n2:Actor {iso3: $p0}) WHERE n2:State
  CALL (n2) {
    MATCH (n2)-[r6:STATEHOOD]->(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY CASE WHEN r6.start <> '..' THEN r6.startEarliest END, n5.id LIMIT $p3
    RETURN collect([n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
