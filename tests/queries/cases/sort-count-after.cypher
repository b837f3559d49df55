CALL () {
  MATCH (alliance1:FoederaAlliance)
  WITH alliance1, COUNT { MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3) WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 } AS membersCount4
  WHERE membersCount4 < $p2 OR (membersCount4 = $p2 AND alliance1.id > $p3)
  WITH alliance1, membersCount4 ORDER BY membersCount4 DESC, alliance1.id LIMIT $p4
  RETURN collect([alliance1.id]) AS allianceRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[allianceRows5, null]], data6.version, data6.turn] AS answer7
