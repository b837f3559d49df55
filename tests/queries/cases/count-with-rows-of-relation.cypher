CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r5:MEMBER_OF]-(n4) WHERE r5.startEarliest <= $p1 AND r5.endLatest >= $p2 AND (r5.start <> '..' AND r5.startLatest < $p3)
    RETURN collect([n4, r5]) AS f6
  }
  CALL (f6) {
    UNWIND f6 AS x10 WITH x10[0] AS n8, x10[1] AS r9
    WITH n8, r9 ORDER BY n8.id, r9.tiebreak LIMIT $p4
    RETURN collect([r9.start]) AS b7
  }
  RETURN collect([[b7, size(f6)]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
