CALL () {
  MATCH (entity1:FoederaEntity)
  WHERE entity1.id IN $p0
  WITH entity1 ORDER BY entity1.id LIMIT $p1
  RETURN collect([entity1.id, entity1.name]) AS entityRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[entityRows2, null]], data3.version, data3.turn] AS answer4
