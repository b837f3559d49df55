CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p3
    RETURN collect([r6.start, r6.startEvent, r6.role, n5.id, n5.name, n5.iso3, r6.dataset, r6.source]) AS b4
  }
  RETURN collect([n2.name, [b4, COUNT { MATCH (n2)<-[r8:MEMBER_OF]-(n7) WHERE r8.startEarliest <= $p4 AND r8.endLatest >= $p5 }]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
