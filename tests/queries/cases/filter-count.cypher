CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND COUNT { MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND true } < $p2 AND COUNT { MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND true } >= $p3 AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p4
  RETURN collect([state1.id]) AS stateRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[stateRows4, null]], data5.version, data5.turn] AS answer6
