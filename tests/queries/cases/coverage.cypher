CALL () {
  MATCH (convention1:FoederaEntity {id: $p0})
  WHERE convention1:FoederaConvention
  RETURN collect([[null, COUNT { MATCH (convention1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3) WHERE adherence2.startEarliest <= $p1 AND adherence2.endLatest >= $p1 AND adherence2.spellStartEarliest <= $p2 }, convention1.coverage]]) AS conventionRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[conventionRows4, null]], data5.version] AS answer6
