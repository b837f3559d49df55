CALL () {
  MATCH (n1:Organization) WHERE EXISTS { MATCH (n1)<-[r5:ESTABLISHES]-(n4) WHERE n4.signedLatest < $p0 }
  RETURN collect(n1) AS f3
}
CALL (f3) {
  UNWIND f3 AS n7
  WITH n7 ORDER BY n7.foundedEarliest, n7.id LIMIT $p1
  CALL (n7) {
    MATCH (n7)<-[r11:ESTABLISHES]-(n10)
    WITH n10, r11 ORDER BY n10.id LIMIT $p2
    RETURN collect([n10.id, n10.name, n10.signed]) AS b9
  }
  RETURN collect([n7.class, n7.id, n7.name, n7.founded, [b9, null]]) AS b6
}
MATCH (v:DataVersion)
RETURN [[[b6, size(f3)]], v.version] AS answer
