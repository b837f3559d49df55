CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.start IS NOT NULL AND coalesce(membership2.startLatestSaid, membership2.startLatest) <= $p1 AND membership2.start IS NOT NULL AND membership2.startEarliest >= $p2
    WITH members3, membership2 ORDER BY CASE WHEN membership2.start IS NOT NULL THEN membership2.startEarliest END, members3.id, membership2.tiebreak
    RETURN collect([members3, membership2]) AS membersFound4
  }
  CALL (membersFound4) {
    UNWIND membersFound4 AS one5
    WITH one5[0] AS members6, one5[1] AS membership7
    WITH members6, membership7 LIMIT $p3
    RETURN collect([membership7.start, membership7.startEvent, members6.name, membership7.source, membership7.remark]) AS membersRows8
  }
  RETURN collect([[membersRows8, size(membersFound4), [one9 IN alliance1.coverage WHERE one9 STARTS WITH 'members ']]]) AS allianceRows10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[allianceRows10, null]], data11.version, data11.turn] AS answer12
