CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND EXISTS { MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND NOT EXISTS { MATCH (memberOf3)<-[membership4:FOEDERA_MEMBER_OF]-(members5) WHERE membership4.startEarliest <= $p2 AND membership4.endLatest >= $p2 AND membership4.spellStartEarliest <= $p3 AND members5.region = $p4 } } AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p5
  RETURN collect([state1.id]) AS stateRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[stateRows6, null]], data7.version, data7.turn] AS answer8
