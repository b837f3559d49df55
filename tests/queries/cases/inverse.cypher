CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH memberOf3, membership2 ORDER BY memberOf3.id LIMIT $p3
    RETURN collect([memberOf3.id]) AS memberOfRows4
  }
  RETURN collect([[memberOfRows4, null, [one5 IN state1.coverage WHERE one5 STARTS WITH 'memberOf ']]]) AS stateRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[stateRows6, null]], data7.version, data7.turn] AS answer8
