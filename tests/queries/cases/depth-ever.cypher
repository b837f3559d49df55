CALL () {
  MATCH (organization1:FoederaEntity {id: $p0})
  WHERE organization1:FoederaOrganization
  CALL (organization1) {
    MATCH (organization1)<-[partsChain2:FOEDERA_PART_OF*1..3]-(parts3)
    WITH DISTINCT parts3, last(partsChain2) AS spell4
    RETURN collect([parts3, spell4]) AS partsFound5
  }
  CALL (partsFound5) {
    UNWIND partsFound5 AS one6
    WITH one6[0] AS parts7, one6[1] AS spell8
    WITH parts7, spell8 ORDER BY parts7.id LIMIT $p1
    RETURN collect([parts7.id]) AS partsRows9
  }
  RETURN collect([[partsRows9, size(partsFound5), [one10 IN organization1.coverage WHERE one10 STARTS WITH 'parts ']]]) AS organizationRows11
}
MATCH (data12:FoederaDataVersion)
RETURN [[[organizationRows11, null]], data12.version, data12.turn] AS answer13
