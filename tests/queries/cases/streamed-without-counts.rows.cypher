MATCH (n1:Actor:Entity) WHERE n1.nameFolded IS NOT NULL
WITH n1 ORDER BY n1.nameFolded, n1.id LIMIT $p0
CALL (n1) {
  MATCH (n1)<-[r5:ABOUT]-(n4)
  WITH n4, r5 ORDER BY n4.id LIMIT $p1
  RETURN collect([n4.value]) AS b3
}
RETURN [n1.nameFolded, n1.id, [b3, null]] AS answer
