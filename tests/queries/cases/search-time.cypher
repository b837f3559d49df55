CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node AS entity1, score AS score2
  WITH entity1, score2, entity1.searchWeight AS weight3
  WHERE score2 >= $p1
  WITH entity1, round(score2 * weight3) AS score4
  WHERE CASE WHEN EXISTS { MATCH (entity1)-[statehood5:STATEHOOD|STATEHOOD_CLAIM]->(statehood6) } THEN EXISTS { MATCH (entity1)-[statehood7:STATEHOOD]->(statehood8) WHERE statehood7.startEarliest <= $p4 AND statehood7.endLatest >= $p5 } ELSE entity1.startEarliest <= $p2 AND entity1.endLatest >= $p3 END
  WITH entity1, score4 ORDER BY score4 DESC, entity1.id LIMIT $p6
  RETURN collect([entity1.id]) AS entityRows9
}
MATCH (data10:DataVersion)
RETURN [[[entityRows9, null]], data10.version] AS answer11
