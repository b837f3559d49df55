CALL () {
  MATCH (n2:Alliance:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p3
    RETURN collect([r6.start, n5.id, n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
CALL (b1) {
  UNWIND b1 AS x8
  UNWIND x8[0][0] AS x9
  WITH DISTINCT x9[2] AS i10
  MATCH (n11:Entity {id: i10})
  CALL (n11) {
    MATCH (n11)-[r14:PARTY_TO]->(n13) WHERE r14.startEarliest <= $p4 AND r14.endLatest >= $p5
    WITH n13, r14 ORDER BY n13.id LIMIT $p6
    RETURN collect([n13.id]) AS b12
  }
  RETURN collect([i10, [b12, COUNT { MATCH (n11)-[r16:PARTY_TO]->(n15) WHERE r16.startEarliest <= $p7 AND r16.endLatest >= $p8 }]]) AS t7
}
MATCH (v:DataVersion)
RETURN [[[b1, null, t7]], v.version] AS answer
