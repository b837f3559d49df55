CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  RETURN collect([[null, COUNT { MATCH (n2)<-[r5:MEMBER_OF]-(n4) WHERE r5.startEarliest <= $p1 AND r5.endLatest >= $p2 }]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
