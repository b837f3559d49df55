CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id LIMIT $p3
    RETURN collect([n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
CALL () {
  MATCH (n8:Entity {id: $p4}) WHERE n8:Alliance
  CALL (n8) {
    MATCH (n8)<-[r12:MEMBER_OF]-(n11) WHERE r12.startEarliest <= $p5 AND r12.endLatest >= $p6
    WITH n11, r12 ORDER BY n11.id LIMIT $p7
    RETURN collect([n11.id]) AS b10
  }
  RETURN collect([[b10, null]]) AS b7
}
MATCH (v:DataVersion)
RETURN [[[b1, null], [b7, null]], v.version] AS answer
