CALL () {
  MATCH (n2:Actor:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)<-[r6:ABOUT]-(n5)
    WITH n5, r6 ORDER BY n5.id LIMIT $p1
    RETURN collect([n5.value]) AS b4
  }
  RETURN collect([n2.id, [b4, null]]) AS b1
}
WITH [[b1, COUNT { MATCH (n7:Actor:Entity) }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
