CALL () {
  MATCH (treaty1:FoederaTreaty:FoederaAgreement:FoederaEntity)
  WHERE treaty1.signedEarliest >= $p0 AND treaty1.signedEarliest <= $p1 AND treaty1.signedLatest <= $p1 AND treaty1.id IS NOT NULL
  WITH treaty1 ORDER BY treaty1.id LIMIT $p2
  RETURN collect([treaty1.id]) AS treatyRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[treatyRows2, null]], data3.version, data3.turn] AS answer4
