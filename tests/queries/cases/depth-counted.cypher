CALL () {
  MATCH (organization1:FoederaEntity {id: $p0})
  WHERE organization1:FoederaOrganization
  RETURN collect([[null, COUNT { MATCH (organization1)<-[partsChain2:FOEDERA_PART_OF*1..3]-(parts3) WHERE all(spell4 IN partsChain2 WHERE spell4.startEarliest <= $p1 AND spell4.endLatest >= $p1 AND spell4.spellStartEarliest <= $p2) WITH DISTINCT parts3, last(partsChain2) AS spell5 RETURN 1 AS one6 }, [one7 IN organization1.coverage WHERE one7 STARTS WITH 'parts ']]]) AS organizationRows8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[organizationRows8, null]], data9.version, data9.turn] AS answer10
