CALL () {
  MATCH (n2:State:Entity) WHERE (NOT coalesce(n2.region = $p0, false) OR (n2.iso3 = $p1 AND n2.nameFolded CONTAINS $p2)) AND n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p3
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
