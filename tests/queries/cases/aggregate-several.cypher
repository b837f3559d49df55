CALL () {
  MATCH (n1:State:Entity) WHERE n1.region = $p0
  RETURN collect(n1) AS f3
}
CALL (f3) {
  UNWIND f3 AS n5 WITH n5 WHERE n5.id IS NOT NULL
  WITH n5 ORDER BY n5.id LIMIT $p1
  RETURN collect([n5.id]) AS b4
}
CALL (f3) {
  UNWIND f3 AS n8
  WITH n8.class AS g10, count(*) AS c11 ORDER BY c11 DESC, g10 LIMIT $p2
  RETURN collect([g10, c11]) AS b7
}
CALL (f3) {
  UNWIND f3 AS n13
  RETURN [min(n13.name), max(n13.name)] AS b12
}
MATCH (v:DataVersion)
RETURN [[[b4, size(f3), b7, b12]], v.version] AS answer
