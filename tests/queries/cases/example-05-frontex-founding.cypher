CALL () {
  MATCH (internationalAgency1:FoederaEntity {id: $p0})
  WHERE internationalAgency1:FoederaInternationalAgency
  CALL (internationalAgency1) {
    MATCH (internationalAgency1)<-[statement2:FOEDERA_ESTABLISHES]-(establishedBy3)
    WITH establishedBy3, statement2 ORDER BY establishedBy3.signedEarliest, establishedBy3.id LIMIT $p1
    CALL (establishedBy3) {
      MATCH (establishedBy3)<-[statement4:FOEDERA_SUPERSEDES]-(supersededBy5)
      WITH supersededBy5, statement4 ORDER BY supersededBy5.id, statement4.tiebreak LIMIT $p2
      RETURN collect([supersededBy5.id, supersededBy5.name, supersededBy5.signed, supersededBy5.unchecked, statement4.source]) AS supersededByRows6
    }
    RETURN collect([establishedBy3.id, establishedBy3.name, establishedBy3.signed, establishedBy3.unchecked, establishedBy3.inForce, establishedBy3.terminated, establishedBy3.citation, [supersededByRows6, null, [one7 IN establishedBy3.coverage WHERE one7 STARTS WITH 'supersededBy ']]]) AS establishedByRows8
  }
  RETURN collect([internationalAgency1.name, internationalAgency1.founded, internationalAgency1.unchecked, [establishedByRows8, null, [one9 IN internationalAgency1.coverage WHERE one9 STARTS WITH 'establishedBy ']]]) AS internationalAgencyRows10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[internationalAgencyRows10, null]], data11.version, data11.turn] AS answer12
