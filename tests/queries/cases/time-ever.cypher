CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5)
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p1
    RETURN collect([r6.start, true, n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
