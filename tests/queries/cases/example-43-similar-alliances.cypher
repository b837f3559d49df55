CALL () {
  UNWIND $p0 AS given1
  CALL (given1) {
    MATCH (entity2:FoederaEntity)
    WHERE entity2.id IN given1[0]
    WITH entity2 ORDER BY entity2.id LIMIT $p1
    RETURN collect([entity2.id, entity2.name]) AS entityRows3
  }
  RETURN collect([entityRows3, null]) AS answers4
}
MATCH (data5:FoederaDataVersion)
RETURN [[answers4], data5.version, data5.turn] AS answer6
