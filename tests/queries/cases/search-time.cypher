CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node AS entity1, score AS score2
  WITH entity1, score2
  WHERE score2 >= $p1
  WITH entity1, score2, entity1.searchWeight AS weight3
  WITH entity1, round(score2 * weight3) AS score4
  WHERE CASE WHEN EXISTS { MATCH (entity1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (entity1)-[statehood5:FOEDERA_STATEHOOD]->() WHERE statehood5.startEarliest <= $p2 AND statehood5.endLatest >= $p2 AND statehood5.spellStartEarliest <= $p3 } ELSE entity1.startEarliest <= $p4 AND entity1.endLatest >= $p5 END
  WITH entity1, score4 ORDER BY score4 DESC, entity1.id LIMIT $p6
  RETURN collect([entity1.id]) AS entityRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[entityRows6, null]], data7.version, data7.turn] AS answer8
