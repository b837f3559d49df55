CALL () {
  MATCH (n2:Alliance)
  WITH n2, COUNT { MATCH (n2)<-[r5:MEMBER_OF]-(n4) WHERE r5.startEarliest <= $p0 AND r5.endLatest >= $p1 } AS k6
  WHERE (k6 < $p2 OR k6 = $p2 AND n2.id > $p3)
  WITH n2, k6 ORDER BY k6 DESC, n2.id LIMIT $p4
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
