CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2 AND memberOf3.class IN $p3
    WITH memberOf3, membership2 ORDER BY memberOf3.id, membership2.tiebreak LIMIT $p4
    RETURN collect([membership2.start, membership2.end, coalesce(membership2.startLatest <= $p5 AND membership2.endEarliest >= $p5 AND membership2.spellStartLatest <= $p6, false), memberOf3.id, memberOf3.name, membership2.source]) AS memberOfRows4
  }
  CALL (state1) {
    MATCH (state1)-[adherence5:FOEDERA_PARTY_TO]->(partyTo6)
    WHERE adherence5.startEarliest <= $p7 AND adherence5.endLatest >= $p7 AND adherence5.spellStartEarliest <= $p8 AND partyTo6.class IN $p9
    WITH partyTo6, adherence5 ORDER BY partyTo6.id, adherence5.tiebreak LIMIT $p10
    RETURN collect([adherence5.start, adherence5.end, coalesce(adherence5.startLatest <= $p11 AND adherence5.endEarliest >= $p11 AND adherence5.spellStartLatest <= $p12, false), partyTo6.id, partyTo6.name, partyTo6.signed, partyTo6.unchecked, adherence5.source]) AS partyToRows7
  }
  RETURN collect([state1.name, [memberOfRows4, null, [one8 IN state1.coverage WHERE one8 STARTS WITH 'memberOf ']], [partyToRows7, null, [one9 IN state1.coverage WHERE one9 STARTS WITH 'partyTo ']]]) AS stateRows10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[stateRows10, null]], data11.version, data11.turn] AS answer12
