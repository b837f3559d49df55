CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Organization
  RETURN collect([[null, COUNT { MATCH (n2)<-[r6:PART_OF*1..3]-(n4) WHERE all(x7 IN r6 WHERE x7.startEarliest <= $p1 AND x7.endLatest >= $p2) WITH DISTINCT n4, last(r6) AS r5 RETURN 1 AS one }]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
