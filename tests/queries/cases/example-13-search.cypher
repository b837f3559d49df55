CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node, score WITH node AS n2, score, node.searchWeight AS weight WHERE score >= $p1 WITH n2, round(score * weight) AS r3 WHERE n2.class IN $p2
  WITH n2, r3 ORDER BY r3 DESC, n2.id LIMIT $p3
  RETURN collect([r3, n2.class, n2.id, n2.name, n2.description]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
