CALL () {
  MATCH (n2:Actor:Entity) WHERE n2.id IS NOT NULL
  WITH n2 ORDER BY n2.id LIMIT $p0
  RETURN collect([n2.id, n2.iso3, n2.founded, [null, COUNT { MATCH (n2)<-[r5:MEMBER_OF]-(n4) WHERE r5.startEarliest <= $p1 AND r5.endLatest >= $p2 }], n2.class]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
