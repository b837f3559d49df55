CALL () {
  MATCH (n1:State:Entity) WHERE n1.region = $p0
  RETURN collect(n1) AS f3
}
CALL (f3) {
  UNWIND f3 AS n5 WITH n5 WHERE n5.id IS NOT NULL
  WITH n5 ORDER BY n5.id LIMIT $p1
  RETURN collect([n5.id]) AS b4
}
MATCH (v:DataVersion)
RETURN [[[b4, size(f3)]], v.version] AS answer
