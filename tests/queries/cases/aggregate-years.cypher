CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5.region AS g7, left(CASE WHEN r6.start <> '..' THEN r6.startEarliest END, 4) AS g8, count(*) AS c9 ORDER BY c9 DESC, g7, g8 LIMIT $p3
    RETURN collect([g7, g8, c9]) AS b4
  }
  RETURN collect([[null, null, b4]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
