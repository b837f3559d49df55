CALL () {
  MATCH (treaty1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3:FoederaActor)
  WHERE adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND parties3.iso3 = $p2
  WITH DISTINCT treaty1
  WITH collect(treaty1) AS treatyKnown4
  MATCH (treaty1)<-[adherence5:FOEDERA_PARTY_TO]-(parties6:FoederaEntity)
  WHERE treaty1 IN treatyKnown4 AND treaty1:FoederaTreaty AND adherence5.startEarliest <= $p3 AND adherence5.endLatest >= $p3 AND adherence5.spellStartEarliest <= $p4 AND parties6.id = $p5
  WITH DISTINCT treaty1
  WHERE treaty1.signedEarliest >= $p6 AND treaty1.id IS NOT NULL
  WITH treaty1 ORDER BY treaty1.id LIMIT $p7
  RETURN collect([treaty1.id]) AS treatyRows7
}
MATCH (data8:FoederaDataVersion)
RETURN [[[treatyRows7, null]], data8.version, data8.turn] AS answer9
