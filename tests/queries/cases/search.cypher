CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node AS entity1, score AS score2
  WITH entity1, score2
  WHERE score2 >= $p1
  WITH entity1, score2, entity1.searchWeight AS weight3
  WITH entity1, round(score2 * weight3) AS score4
  RETURN collect([entity1, score4]) AS entityFound5
}
CALL (entityFound5) {
  UNWIND entityFound5 AS one6
  WITH one6[0] AS entity7, one6[1] AS score8
  WITH entity7, score8 ORDER BY score8 DESC, entity7.id LIMIT $p2
  RETURN collect([entity7.id, entity7.name]) AS entityRows9
}
MATCH (data10:FoederaDataVersion)
RETURN [[[entityRows9, size(entityFound5)]], data10.version, data10.turn] AS answer11
