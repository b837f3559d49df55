CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node, score WITH node AS n1, score, node.searchWeight AS weight WHERE score >= $p1 WITH n1, round(score * weight) AS r2
  RETURN collect([n1, r2]) AS f3
}
CALL (f3) {
  UNWIND f3 AS x7 WITH x7[0] AS n5, x7[1] AS r6
  WITH n5, r6 ORDER BY r6 DESC, n5.id LIMIT $p2
  RETURN collect([n5.id, n5.name]) AS b4
}
MATCH (v:DataVersion)
RETURN [[[b4, size(f3)]], v.version] AS answer
