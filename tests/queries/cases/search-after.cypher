CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node AS entity1, score AS score2
  WITH entity1, score2
  WHERE score2 >= $p1
  WITH entity1, score2, entity1.searchWeight AS weight3
  WITH entity1, round(score2 * weight3) AS score4
  WHERE score4 < $p2 OR (score4 = $p2 AND entity1.id > $p3)
  WITH entity1, score4 ORDER BY score4 DESC, entity1.id LIMIT $p4
  RETURN collect([score4, entity1.id, entity1.id]) AS entityRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[entityRows5, null]], data6.version, data6.turn] AS answer7
