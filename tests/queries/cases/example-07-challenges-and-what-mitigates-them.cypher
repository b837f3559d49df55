CALL () {
  MATCH (n2:Challenge:Entity) WHERE n2.nameFolded IS NOT NULL
  WITH n2 ORDER BY n2.nameFolded, n2.id LIMIT $p0
  CALL (n2) {
    MATCH (n2)<-[r6:MITIGATES]-(n5)
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p1
    RETURN collect([n5.class, n5.id, n5.name, r6.dataset, r6.source]) AS b4
  }
  CALL (n2) {
    MATCH (n2)<-[r9:ADDRESSES]-(n8)
    WITH n8, r9 ORDER BY n8.id, r9.tiebreak LIMIT $p2
    RETURN collect([n8.class, n8.id, n8.name, r9.dataset, r9.source]) AS b7
  }
  RETURN collect([n2.id, n2.name, n2.definition, [b4, null], [b7, null]]) AS b1
}
WITH [[b1, COUNT { MATCH (n10:Challenge:Entity) }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
