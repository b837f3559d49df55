CALL () {
  MATCH (treaty1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3:FoederaActor)
  WHERE treaty1:FoederaTreaty AND adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND parties3.region = $p2 AND adherence2.signedEarliest >= $p3 AND adherence2.signedEarliest <= $p4 AND adherence2.signedLatest <= $p4
  WITH DISTINCT treaty1
  WHERE treaty1.id IS NOT NULL
  WITH treaty1 ORDER BY treaty1.id LIMIT $p5
  RETURN collect([treaty1.id]) AS treatyRows4
}
MATCH (data5:FoederaDataVersion)
RETURN [[[treatyRows4, null]], data5.version, data5.turn] AS answer6
