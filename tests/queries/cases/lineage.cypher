CALL () {
  MATCH (organization1:FoederaEntity {id: $p0})
  WHERE organization1:FoederaOrganization
  CALL (organization1) {
    MATCH (organization1)-[line2:FOEDERA_SUCCEEDS*0..12]-(organizationKin3)
    WHERE all(link4 IN line2 WHERE link4.kind = $p1)
    MATCH (organizationKin3)<-[membershipTurn5:FOEDERA_MEMBER_OF]-(members6)
    WHERE membershipTurn5.startEarliest <= $p2 AND membershipTurn5.endLatest >= $p3
    WITH members6, membershipTurn5 ORDER BY membershipTurn5.startEarliest, membershipTurn5.startLatest, membershipTurn5.id
    WITH members6, collect(membershipTurn5) AS membershipTurns7
    WITH members6, [membershipLast8 IN membershipTurns7 WHERE membershipLast8.startEarliest <= $p4 AND membershipLast8.endLatest >= $p4 AND (membershipLast8.spellStartEarliest <= $p5 OR any(before9 IN membershipTurns7 WHERE before9.spellStartEarliest <= $p5 AND toString(date(membershipLast8.spellStartEarliest) - duration('P1D')) <= before9.endLatest))] AS membershipHeld10, [membershipLast8 IN membershipTurns7 WHERE membershipLast8.endEarliest >= $p6 AND ((membershipLast8.spellStartLatest <= $p7 AND membershipLast8.startLatest <= $p6) OR any(before11 IN membershipTurns7 WHERE before11.spellStartLatest <= $p7 AND (before11.end = membershipLast8.start OR toString(date(membershipLast8.spellStartLatest) - duration('P1D')) <= before11.endEarliest)))] AS membershipSure12
    WITH members6, membershipHeld10[-1] AS membership13, size(membershipSure12) > 0 AS membersCertain14
    WHERE membership13 IS NOT NULL
    WITH members6, membership13, membersCertain14 ORDER BY members6.id
    RETURN collect([members6, membership13, membersCertain14]) AS membersFound15
  }
  CALL (membersFound15) {
    UNWIND membersFound15 AS one16
    WITH one16[0] AS members17, one16[1] AS membership18, one16[2] AS membersCertain19
    WITH members17, membership18, membersCertain19 LIMIT $p8
    RETURN collect([members17.id]) AS membersRows20
  }
  RETURN collect([[membersRows20, size(membersFound15), [one21 IN organization1.coverage WHERE one21 STARTS WITH 'members ']]]) AS organizationRows22
}
MATCH (data23:FoederaDataVersion)
RETURN [[[organizationRows22, null]], data23.version, data23.turn] AS answer24
