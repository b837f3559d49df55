CALL () {
  MATCH (agreement1:FoederaAgreement)
  WHERE EXISTS { MATCH (agreement1)-[statement2:FOEDERA_IMPLEMENTS]->(implements3) WHERE implements3.id = $p0 } OR $p1 IN coalesce(agreement1.obligations, [])
  WITH agreement1 ORDER BY agreement1.signedEarliest, agreement1.id
  RETURN collect(agreement1) AS agreementFound4
}
CALL (agreementFound4) {
  UNWIND agreementFound4 AS agreement5
  WITH agreement5 LIMIT $p2
  CALL (agreement5) {
    MATCH (agreement5)-[statement6:FOEDERA_IMPLEMENTS]->(implements7)
    WHERE implements7.id = $p3
    WITH implements7, statement6 ORDER BY implements7.id, statement6.tiebreak LIMIT $p4
    RETURN collect([statement6.dataset, statement6.source]) AS implementsRows8
  }
  CALL (agreement5) {
    MATCH (agreement5)<-[link9:FOEDERA_ABOUT]-(claims10)
    WHERE claims10.property = $p5
    WITH claims10, link9 ORDER BY claims10.id LIMIT $p6
    RETURN collect([claims10.value, claims10.source]) AS claimsRows11
  }
  RETURN collect([agreement5.class, agreement5.id, agreement5.name, agreement5.signed, agreement5.unchecked, coalesce(agreement5.obligations, []), [implementsRows8, null, [one12 IN agreement5.coverage WHERE one12 STARTS WITH 'implements ']], [claimsRows11, null]]) AS agreementRows13
}
MATCH (data14:FoederaDataVersion)
RETURN [[[agreementRows13, size(agreementFound4)]], data14.version, data14.turn] AS answer15
