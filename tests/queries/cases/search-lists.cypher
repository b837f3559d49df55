CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node, score WITH node AS n2, score, node.searchWeight AS weight WHERE score >= $p1 WITH n2, round(score * weight) AS r3
  WITH n2, r3 ORDER BY r3 DESC, n2.id LIMIT $p2
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= $p3 AND r6.endLatest >= $p4
    WITH n5, r6 ORDER BY n5.id LIMIT $p5
    RETURN collect([n5.id]) AS b4
  }
  RETURN collect([n2.id, [b4, null], n2.class]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
