CALL () {
  MATCH (declaration1:FoederaEntity {id: $p0})
  WHERE declaration1:FoederaDeclaration
  CALL (declaration1) {
    MATCH (declaration1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3)
    WHERE adherence2.startEarliest <= $p1 AND adherence2.endLatest >= $p1 AND adherence2.spellStartEarliest <= $p2
    WITH parties3, adherence2 ORDER BY parties3.id, adherence2.tiebreak LIMIT $p3
    RETURN collect([parties3.name, adherence2.role, adherence2.source]) AS partiesRows4
  }
  CALL (declaration1) {
    MATCH (declaration1)-[statement5:FOEDERA_IMPLEMENTS]->(implements6)
    WITH implements6, statement5 ORDER BY implements6.id, statement5.tiebreak LIMIT $p4
    RETURN collect([implements6.id, implements6.name, statement5.dataset, statement5.source]) AS implementsRows7
  }
  CALL (declaration1) {
    MATCH (declaration1)<-[link8:FOEDERA_ABOUT]-(claims9)
    WHERE claims9.property = $p5
    WITH claims9, link8 ORDER BY claims9.id LIMIT $p6
    RETURN collect([claims9.value, claims9.dataset, claims9.source, claims9.retrieved, claims9.verification]) AS claimsRows10
  }
  RETURN collect([declaration1.name, declaration1.description, declaration1.signed, declaration1.unchecked, [partiesRows4, null, [one11 IN declaration1.coverage WHERE one11 STARTS WITH 'parties ']], [implementsRows7, null, [one12 IN declaration1.coverage WHERE one12 STARTS WITH 'implements ']], [claimsRows10, null]]) AS declarationRows13
}
MATCH (data14:FoederaDataVersion)
RETURN [[[declarationRows13, null]], data14.version, data14.turn] AS answer15
