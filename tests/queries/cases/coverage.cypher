CALL () {
  MATCH (convention1:FoederaEntity {id: $p0})
  WHERE convention1:FoederaConvention
  RETURN collect([[null, COUNT { MATCH (convention1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3) WHERE adherence2.startEarliest <= $p1 AND adherence2.endLatest >= $p1 AND adherence2.spellStartEarliest <= $p2 }, [one4 IN convention1.coverage WHERE one4 STARTS WITH 'parties ']]]) AS conventionRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[conventionRows5, null]], data6.version, data6.turn] AS answer7
