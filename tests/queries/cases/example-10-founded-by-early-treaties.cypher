CALL () {
  MATCH (organization1:FoederaOrganization)
  WHERE EXISTS { MATCH (organization1)<-[statement2:FOEDERA_ESTABLISHES]-(establishedBy3) WHERE establishedBy3.signedLatest < $p0 }
  WITH organization1 ORDER BY organization1.foundedEarliest, organization1.id
  RETURN collect(organization1) AS organizationFound4
}
CALL (organizationFound4) {
  UNWIND organizationFound4 AS organization5
  WITH organization5 LIMIT $p1
  CALL (organization5) {
    MATCH (organization5)<-[statement6:FOEDERA_ESTABLISHES]-(establishedBy7)
    WITH establishedBy7, statement6 ORDER BY establishedBy7.id LIMIT $p2
    RETURN collect([establishedBy7.id, establishedBy7.name, establishedBy7.signed, establishedBy7.unchecked]) AS establishedByRows8
  }
  RETURN collect([organization5.class, organization5.id, organization5.name, organization5.founded, organization5.unchecked, [establishedByRows8, null, [one9 IN organization5.coverage WHERE one9 STARTS WITH 'establishedBy ']]]) AS organizationRows10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[organizationRows10, size(organizationFound4)]], data11.version, data11.turn] AS answer12
