CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  WITH state1.region AS region2, count(*) AS number3 ORDER BY number3 DESC, region2 LIMIT $p0
  RETURN collect([region2, number3]) AS stateNumbers4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[null, null, stateNumbers4]], data5.version, data5.turn] AS answer6
