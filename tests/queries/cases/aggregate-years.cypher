CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3.region AS region4, left(CASE WHEN membership2.start IS NOT NULL THEN membership2.startEarliest END, 4) AS startEarliest5, count(*) AS number6 ORDER BY number6 DESC, region4, startEarliest5 LIMIT $p3
    RETURN collect([region4, startEarliest5, number6]) AS membersNumbers7
  }
  RETURN collect([[null, null, membersNumbers7, [one8 IN alliance1.coverage WHERE one8 STARTS WITH 'members ']]]) AS allianceRows9
}
MATCH (data10:FoederaDataVersion)
RETURN [[[allianceRows9, null]], data10.version, data10.turn] AS answer11
