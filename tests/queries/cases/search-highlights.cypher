CALL () {
  CALL db.index.fulltext.queryNodes('entitySearch', $p0) YIELD node, score WITH node AS n2, score + CASE WHEN $p1 IN [node.nameFolded, node.officialNameFolded] + coalesce(node.aliasesFolded, []) THEN 1000 ELSE 0 END AS r3
  WITH n2, r3 ORDER BY r3 DESC, n2.id LIMIT $p2
  RETURN collect([n2.aliases, n2.citation, n2.definition, n2.description, n2.name, n2.nativeName, n2.officialName, n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
