CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node AS entity1, score AS score2
  WITH entity1, score2
  WHERE score2 >= $p1
  WITH entity1, score2, entity1.searchWeight AS weight3
  WITH entity1, round(score2 * weight3) AS score4
  WITH entity1, score4 ORDER BY score4 DESC, entity1.id LIMIT $p2
  RETURN collect([entity1.aliases, entity1.citation, entity1.definition, entity1.demonyms, entity1.description, entity1.founded, entity1.iso2, entity1.iso3, entity1.isoNumeric, entity1.labels, entity1.name, entity1.nativeName, entity1.note, entity1.officialName, entity1.signed, entity1.wikidata, entity1.wording, entity1.id]) AS entityRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[entityRows5, null]], data6.version, data6.turn] AS answer7
