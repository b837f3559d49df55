CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Alliance
  CALL (n2) {
    MATCH (n2)<-[r6:ABOUT]-(n5) WHERE n5.property = $p1
    WITH n5, r6 ORDER BY n5.id LIMIT $p2
    RETURN collect([n5.value, n5.preferred, n5.dataset]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
