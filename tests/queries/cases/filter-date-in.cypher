CALL () {
  MATCH (treaty1:FoederaTreaty:FoederaEntity)
  USING INDEX SEEK treaty1:FoederaEntity(class, id)
  WHERE treaty1.class = 'Treaty' AND treaty1.signed IN $p0 AND treaty1.id IS NOT NULL
  WITH treaty1 ORDER BY treaty1.class, treaty1.id LIMIT $p1
  RETURN collect([treaty1.id]) AS treatyRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[treatyRows2, null]], data3.version, data3.turn] AS answer4
