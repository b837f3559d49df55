CALL () {
  MATCH (n2:Conflict:Record) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)-[r6:OVER]->(n5)
    WITH n5, r6 ORDER BY n5.id LIMIT $p1
    RETURN collect([n5.id, n5.name]) AS b4
  }
  CALL (n2) {
    MATCH (n2)-[r9:SIDES]->(n8)
    WITH n8, r9 ORDER BY n8.id LIMIT $p2
    RETURN collect([n8.value, n8.dataset, n8.source, n8.preferred]) AS b7
  }
  RETURN collect([n2.topic, n2.explanation, [b4, null], [b7, null]]) AS b1
}
WITH [[b1, COUNT { MATCH (n10:Conflict:Record) }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
