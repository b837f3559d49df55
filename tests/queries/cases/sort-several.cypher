CALL () {
  MATCH (state1:FoederaState)
  WITH state1, COUNT { MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 } AS memberOfCount4
  WITH state1, memberOfCount4 ORDER BY state1.regionFolded, memberOfCount4 DESC, state1.id LIMIT $p2
  RETURN collect([state1.id]) AS stateRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[stateRows5, null]], data6.version, data6.turn] AS answer7
