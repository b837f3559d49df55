CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p3
    RETURN collect([r6.start, coalesce(r6.startLatest <= $p4 AND r6.endEarliest >= $p5, false), n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
