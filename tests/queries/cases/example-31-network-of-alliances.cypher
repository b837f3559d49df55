CALL () {
  MATCH (entity1:FoederaEntity)
  WHERE entity1.id IN $p0
  WITH entity1 ORDER BY entity1.id LIMIT $p1
  RETURN collect([entity1.id, entity1.name]) AS entityRows2
}
CALL () {
  UNWIND $p2 AS given3
  CALL (given3) {
    MATCH (entity4:FoederaEntity)
    WHERE entity4.id IN given3[0]
    WITH entity4 ORDER BY entity4.id LIMIT $p3
    RETURN collect([entity4.id, entity4.name]) AS entityRows5
  }
  RETURN collect([entityRows5, null]) AS answers6
}
CALL () {
  MATCH (entity7:FoederaEntity)
  WHERE entity7.id IN $p4
  WITH entity7 ORDER BY entity7.id LIMIT $p5
  RETURN collect([entity7.id, entity7.name]) AS entityRows8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[entityRows2, null], answers6, [entityRows8, null]], data9.version, data9.turn] AS answer10
