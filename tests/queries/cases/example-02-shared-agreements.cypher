CALL () {
  MATCH (agreement1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3:FoederaActor)
  WHERE adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND parties3.iso3 = $p2 AND adherence2.role IN $p3
  WITH DISTINCT agreement1
  WITH collect(agreement1) AS agreementKnown4
  MATCH (agreement1)<-[adherence5:FOEDERA_PARTY_TO]-(parties6:FoederaActor)
  WHERE agreement1 IN agreementKnown4 AND agreement1:FoederaAgreement AND adherence5.startEarliest <= $p4 AND adherence5.endLatest >= $p4 AND adherence5.spellStartEarliest <= $p5 AND parties6.iso3 = $p6 AND adherence5.role IN $p7
  WITH DISTINCT agreement1
  WITH agreement1 ORDER BY agreement1.signedEarliest, agreement1.id
  RETURN collect(agreement1) AS agreementFound7
}
CALL (agreementFound7) {
  UNWIND agreementFound7 AS agreement8
  WITH agreement8 LIMIT $p8
  CALL (agreement8) {
    MATCH (agreement8)<-[adherence9:FOEDERA_PARTY_TO]-(parties10)
    WHERE adherence9.startEarliest <= $p9 AND adherence9.endLatest >= $p9 AND adherence9.spellStartEarliest <= $p10 AND parties10.iso3 IN $p11
    WITH parties10, adherence9 ORDER BY parties10.id, adherence9.tiebreak LIMIT $p12
    RETURN collect([parties10.name, adherence9.role, adherence9.start, adherence9.source]) AS partiesRows11
  }
  RETURN collect([agreement8.class, agreement8.id, agreement8.name, agreement8.signed, agreement8.unchecked, [partiesRows11, null, [one12 IN agreement8.coverage WHERE one12 STARTS WITH 'parties ']]]) AS agreementRows13
}
MATCH (data14:FoederaDataVersion)
RETURN [[[agreementRows13, size(agreementFound7)]], data14.version, data14.turn] AS answer15
