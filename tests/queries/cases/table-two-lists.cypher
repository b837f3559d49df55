CALL () {
  MATCH (n2:Alliance:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id LIMIT $p3
    RETURN collect([n5.id, n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
CALL (b1) {
  UNWIND b1 AS x8
  UNWIND x8[0][0] AS x9
  WITH DISTINCT x9[0] AS i10
  MATCH (n11:Entity {id: i10})
  CALL (n11) {
    MATCH (n11)-[r16:BORDERS]-(n15) WHERE r16.startEarliest <= $p6 AND r16.endLatest >= $p7
    WITH n15, r16 ORDER BY n15.id LIMIT $p8
    RETURN collect([n15.id]) AS b14
  }
  RETURN collect([i10, [null, COUNT { MATCH (n11)-[r13:MEMBER_OF]->(n12) WHERE r13.startEarliest <= $p4 AND r13.endLatest >= $p5 }], [b14, null]]) AS t7
}
MATCH (v:DataVersion)
RETURN [[[b1, null, t7]], v.version] AS answer
