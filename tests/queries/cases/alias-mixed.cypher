CALL () {
  UNWIND $g0 AS given
  CALL (given) {
    MATCH (n2:Entity {id: given[0]}) WHERE n2:Alliance
    RETURN collect([n2.name]) AS b1
  }
  RETURN collect([b1, null]) AS g0
}
CALL () {
  MATCH (n2:State:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  RETURN collect([n2.id]) AS b1
}
MATCH (v:DataVersion)
RETURN [[g0, [b1, null]], v.version] AS answer
