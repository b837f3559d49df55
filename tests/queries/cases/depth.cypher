CALL () {
  MATCH (n2:Actor {iso3: $p0}) WHERE n2:State
  CALL (n2) {
    MATCH (n2)-[r7:BORDERS*1..2]-(n5) WHERE all(x8 IN r7 WHERE x8.startEarliest <= $p1 AND x8.endLatest >= $p2) WITH DISTINCT n5, last(r7) AS r6
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p3
    RETURN collect([r6.id, n5.id]) AS b4
  }
  RETURN collect([[b4, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
