CALL () {
  MATCH (n2:Actor {iso3: $p0}) WHERE n2:State
  CALL (n2) {
    MATCH (n2)<-[r5:AGENCY_OF]-(n4) WHERE r5.startEarliest <= $p1 AND r5.endLatest >= $p2 AND any(x IN $p3 WHERE x IN coalesce(n4.functions, []))
    RETURN collect([n4, r5]) AS f6
  }
  CALL (f6) {
    UNWIND f6 AS x10 WITH x10[0] AS n8, x10[1] AS r9
    WITH n8, r9 ORDER BY n8.id LIMIT $p4
    CALL (n8) {
      MATCH (n8)-[r13:PART_OF]->(n12) WHERE r13.startEarliest <= $p5 AND r13.endLatest >= $p6
      WITH n12, r13 ORDER BY n12.id, r13.tiebreak LIMIT $p7
      RETURN collect([n12.class, n12.id, n12.name, r13.source]) AS b11
    }
    RETURN collect([n8.class, n8.id, n8.name, n8.nativeName, n8.founded, coalesce(n8.functions, []), [b11, null]]) AS b7
  }
  RETURN collect([n2.name, [b7, size(f6)]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
