CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2 AND members3.region = $p3 AND membership2.start IS NOT NULL AND coalesce(membership2.startLatestSaid, membership2.startLatest) < $p4
    WITH members3, membership2 ORDER BY members3.id LIMIT $p5
    RETURN collect([members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[allianceRows6, null]], data7.version, data7.turn] AS answer8
