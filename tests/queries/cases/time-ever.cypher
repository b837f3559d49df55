CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WITH members3, membership2 ORDER BY members3.id, membership2.tiebreak LIMIT $p1
    RETURN collect([membership2.start, coalesce(NOT coalesce(membership2.status IN $p2, false) AND (membership2.startLatest <= $p3 OR ((membership2.startLatest = '9999-12-31') = $p4 AND membership2.startEarliest <= $p5)), false), members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[allianceRows6, null]], data7.version, data7.turn] AS answer8
