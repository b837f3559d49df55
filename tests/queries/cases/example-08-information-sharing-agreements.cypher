CALL () {
  MATCH (n1:Agreement) WHERE (EXISTS { MATCH (n1)-[r5:IMPLEMENTS]->(n4) WHERE n4.id = $p0 } OR $p1 IN coalesce(n1.obligations, []))
  RETURN collect(n1) AS f3
}
CALL (f3) {
  UNWIND f3 AS n7
  WITH n7 ORDER BY n7.signedEarliest, n7.id LIMIT $p2
  CALL (n7) {
    MATCH (n7)-[r11:IMPLEMENTS]->(n10) WHERE n10.id = $p3
    WITH n10, r11 ORDER BY n10.id, r11.tiebreak LIMIT $p4
    RETURN collect([r11.dataset, r11.source]) AS b9
  }
  CALL (n7) {
    MATCH (n7)<-[r14:ABOUT]-(n13) WHERE n13.property = $p5
    WITH n13, r14 ORDER BY n13.id LIMIT $p6
    RETURN collect([n13.value, n13.source]) AS b12
  }
  RETURN collect([n7.class, n7.id, n7.name, n7.signed, coalesce(n7.obligations, []), [b9, null], [b12, null]]) AS b6
}
MATCH (v:DataVersion)
RETURN [[[b6, size(f3)]], v.version] AS answer
