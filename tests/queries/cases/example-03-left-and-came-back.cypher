CALL () {
  MATCH (n1:Actor:Entity) WHERE (true AND EXISTS { MATCH (n1)-[r5:MEMBER_OF]->(n4) WHERE r5.spell >= $p0 })
  RETURN collect(n1) AS f3
}
CALL (f3) {
  UNWIND f3 AS n7 WITH n7 WHERE n7.nameFolded IS NOT NULL
  WITH n7 ORDER BY n7.nameFolded, n7.id LIMIT $p1
  CALL (n7) {
    MATCH (n7)-[r11:MEMBER_OF]->(n10) WHERE r11.spell >= $p2
    WITH n10, r11 ORDER BY n10.id, r11.tiebreak LIMIT $p3
    RETURN collect([r11.spell, r11.start, r11.end, r11.startEvent, n10.id, n10.name, r11.source]) AS b9
  }
  RETURN collect([n7.id, n7.name, [b9, null]]) AS b6
}
MATCH (v:DataVersion)
RETURN [[[b6, size(f3)]], v.version] AS answer
