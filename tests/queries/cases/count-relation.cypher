CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  RETURN collect([[null, COUNT { MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3) WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2 }]]) AS allianceRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[allianceRows4, null]], data5.version] AS answer6
