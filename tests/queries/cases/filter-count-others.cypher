CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND COUNT { MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND true } = $p2 AND COUNT { MATCH (state1)-[adherence4:FOEDERA_PARTY_TO]->(partyTo5) WHERE adherence4.startEarliest <= $p3 AND adherence4.endLatest >= $p3 AND adherence4.spellStartEarliest <= $p4 AND true } <= $p5 AND COUNT { MATCH (state1)-[adherence4:FOEDERA_PARTY_TO]->(partyTo5) WHERE adherence4.startEarliest <= $p3 AND adherence4.endLatest >= $p3 AND adherence4.spellStartEarliest <= $p4 AND true } > $p6 AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p7
  RETURN collect([state1.id]) AS stateRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[stateRows6, null]], data7.version, data7.turn] AS answer8
