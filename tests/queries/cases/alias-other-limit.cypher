CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id LIMIT $p3
    RETURN collect([members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null]]) AS allianceRows5
}
CALL () {
  MATCH (alliance6:FoederaEntity {id: $p4})
  WHERE alliance6:FoederaAlliance
  CALL (alliance6) {
    MATCH (alliance6)<-[membership7:FOEDERA_MEMBER_OF]-(members8)
    WHERE membership7.startEarliest <= $p5 AND membership7.endLatest >= $p5 AND membership7.spellStartEarliest <= $p6
    WITH members8, membership7 ORDER BY members8.id LIMIT $p7
    RETURN collect([members8.id]) AS membersRows9
  }
  RETURN collect([[membersRows9, null]]) AS allianceRows10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[allianceRows5, null], [allianceRows10, null]], data11.version] AS answer12
