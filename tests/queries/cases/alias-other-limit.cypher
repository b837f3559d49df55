CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id LIMIT $p3
    RETURN collect([members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
CALL () {
  MATCH (alliance7:FoederaEntity {id: $p4})
  WHERE alliance7:FoederaAlliance
  CALL (alliance7) {
    MATCH (alliance7)<-[membership8:FOEDERA_MEMBER_OF]-(members9)
    WHERE membership8.startEarliest <= $p5 AND membership8.endLatest >= $p5 AND membership8.spellStartEarliest <= $p6
    WITH members9, membership8 ORDER BY members9.id LIMIT $p7
    RETURN collect([members9.id]) AS membersRows10
  }
  RETURN collect([[membersRows10, null, [one11 IN alliance7.coverage WHERE one11 STARTS WITH 'members ']]]) AS allianceRows12
}
MATCH (data13:FoederaDataVersion)
RETURN [[[allianceRows6, null], [allianceRows12, null]], data13.version, data13.turn] AS answer14
