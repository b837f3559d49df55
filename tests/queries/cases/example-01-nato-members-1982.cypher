CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id, membership2.tiebreak LIMIT $p3
    RETURN collect([membership2.start, membership2.startEvent, membership2.role, members3.id, members3.name, members3.iso3, membership2.dataset, membership2.source]) AS membersRows4
  }
  RETURN collect([alliance1.name, [membersRows4, COUNT { MATCH (alliance1)<-[membership5:FOEDERA_MEMBER_OF]-(members6) WHERE membership5.startEarliest <= $p4 AND membership5.endLatest >= $p4 AND membership5.spellStartEarliest <= $p5 }, [one7 IN alliance1.coverage WHERE one7 STARTS WITH 'members ']]]) AS allianceRows8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[allianceRows8, null]], data9.version, data9.turn] AS answer10
