CALL () {
  MATCH (n2:Actor {iso3: $p0}) WHERE n2:State
  CALL (n2) {
    MATCH (n2)-[r6:MEMBER_OF]->(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id LIMIT $p3
    CALL (n5) {
      MATCH (n5)<-[r9:MEMBER_OF]-(n8) WHERE r9.startEarliest <= $p4 AND r9.endLatest >= $p5
      WITH n8, r9 ORDER BY n8.id LIMIT $p6
      RETURN collect([n8.id]) AS b7
    }
    RETURN collect([[b7, null]]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
CALL (b1) {
  UNWIND b1 AS x11
  UNWIND x11[0][0] AS x12
  UNWIND x12[0][0] AS x13
  WITH DISTINCT x13[0] AS i14
  MATCH (n15:Entity {id: i14})
  CALL (n15) {
    MATCH (n15)-[r18:MEMBER_OF]->(n17) WHERE r18.startEarliest <= $p7 AND r18.endLatest >= $p8
    WITH n17, r18 ORDER BY n17.id LIMIT $p9
    RETURN collect([n17.id]) AS b16
  }
  RETURN collect([i14, [b16, null]]) AS t10
}
CALL (t10) {
  UNWIND t10 AS x20
  UNWIND x20[1][0] AS x21
  WITH DISTINCT x21[0] AS i22
  MATCH (n23:Entity {id: i22})
  CALL (n23) {
    MATCH (n23)<-[r26:MEMBER_OF]-(n25) WHERE r26.startEarliest <= $p10 AND r26.endLatest >= $p11
    WITH n25, r26 ORDER BY n25.id LIMIT $p12
    RETURN collect([n25.id]) AS b24
  }
  RETURN collect([i22, [b24, null]]) AS t19
}
MATCH (v:DataVersion)
RETURN [[[b1, null, t10, t19]], v.version] AS answer
