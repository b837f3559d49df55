CALL () {
  MATCH (state1:FoederaState:FoederaEntity)
  USING INDEX SEEK state1:FoederaEntity(class, id)
  WHERE state1.class = 'State' AND EXISTS { MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND membership2.open = $p2 AND membership2.startEarliest > $p3 AND membership2.startLatest < $p4 AND membership2.endEarliest >= $p5 AND (membership2.endEarliest = '0001-01-01') = $p6 AND membership2.endLatest >= $p7 AND membership2.endLatest <= $p8 AND membership2.endLatest <= $p9 } AND state1.id IS NOT NULL
  WITH state1 ORDER BY state1.class, state1.id LIMIT $p10
  CALL (state1) {
    MATCH (state1)-[membership4:FOEDERA_MEMBER_OF]->(memberOf5)
    WHERE membership4.startEarliest <= $p11 AND membership4.endLatest >= $p11 AND membership4.spellStartEarliest <= $p12
    WITH memberOf5, membership4 ORDER BY memberOf5.id, membership4.tiebreak LIMIT $p13
    RETURN collect([membership4.start, membership4.end, membership4.open, membership4.startEarliest, membership4.startLatest, membership4.endEarliest, membership4.endLatest]) AS memberOfRows6
  }
  RETURN collect([state1.id, [memberOfRows6, null, [one7 IN state1.coverage WHERE one7 STARTS WITH 'memberOf ']]]) AS stateRows8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[stateRows8, null]], data9.version, data9.turn] AS answer10
