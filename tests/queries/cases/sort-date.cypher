CALL () {
  MATCH (treaty1:FoederaTreaty)
  WITH treaty1 ORDER BY treaty1.signedEarliest, treaty1.id LIMIT $p0
  RETURN collect([treaty1.id, treaty1.signed, treaty1.unchecked]) AS treatyRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[treatyRows2, null]], data3.version, data3.turn] AS answer4
