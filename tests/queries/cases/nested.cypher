CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  USING INDEX SEEK alliance1:FoederaEntity(class, id)
  WHERE alliance1.class = 'Alliance' AND alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.class, alliance1.id LIMIT $p0
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id LIMIT $p3
    RETURN collect([members3.id]) AS membersRows4
  }
  RETURN collect([alliance1.id, [membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[allianceRows6, null]], data7.version, data7.turn] AS answer8
