CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p2) YIELD node, score WITH node AS n2, score, node.searchWeight AS weight WHERE score >= $p3 WITH n2, round(score * weight) AS r3 WHERE (r3 < $p0 OR r3 = $p0 AND n2.id > $p1)
  WITH n2, r3 ORDER BY r3 DESC, n2.id LIMIT $p4
  RETURN collect([r3, n2.id, n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
