CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  RETURN collect([[null, COUNT { MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3) WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2 }, [one4 IN alliance1.coverage WHERE one4 STARTS WITH 'members ']]]) AS allianceRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[allianceRows5, null]], data6.version, data6.turn] AS answer7
