CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node, score WITH node AS n2, score, node.searchWeight AS weight WHERE score >= $p1 WITH n2, round(score * weight) AS r3 WHERE CASE WHEN EXISTS { (n2)-[:STATEHOOD|STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (n2)-[r4:STATEHOOD]->() WHERE r4.startEarliest <= $p4 AND r4.endLatest >= $p5 } ELSE n2.startEarliest <= $p2 AND n2.endLatest >= $p3 END
  WITH n2, r3 ORDER BY r3 DESC, n2.id LIMIT $p6
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
