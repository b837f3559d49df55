CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Organization
  CALL (n2) {
    MATCH (n2)<-[r7:PART_OF*1..3]-(n4) WITH DISTINCT n4, last(r7) AS r5
    RETURN collect([n4, r5]) AS f6
  }
  CALL (f6) {
    UNWIND f6 AS x12 WITH x12[0] AS n10, x12[1] AS r11
    WITH n10, r11 ORDER BY n10.id LIMIT $p1
    RETURN collect([n10.id]) AS b9
  }
  RETURN collect([[b9, size(f6)]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
