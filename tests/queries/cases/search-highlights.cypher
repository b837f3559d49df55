CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node, score WITH node AS n2, score, node.searchWeight AS weight WHERE score >= $p1 WITH n2, round(score * weight) AS r3
  WITH n2, r3 ORDER BY r3 DESC, n2.id LIMIT $p2
  RETURN collect([n2.aliases, n2.citation, n2.definition, n2.demonyms, n2.description, n2.founded, n2.iso2, n2.iso3, n2.isoNumeric, n2.labels, n2.name, n2.nativeName, n2.note, n2.officialName, n2.signed, n2.wikidata, n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
