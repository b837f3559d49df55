CALL () {
  MATCH (n2:State:Entity)
  WITH n2.region AS g4, count(*) AS c5 ORDER BY c5 DESC, g4 LIMIT $p0
  RETURN collect([g4, c5]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[null, null, b1]], v.version] AS answer
