CALL () {
  MATCH (entity1:FoederaEntity)
  WHERE entity1.id IN $p0
  WITH entity1 ORDER BY entity1.id LIMIT $p1
  RETURN collect([entity1.name, entity1.id]) AS entityRows2
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
  UNWIND $p4 AS given7
  CALL (given7) {
    MATCH (entity8:FoederaEntity)
    WHERE entity8.id IN given7[0]
    WITH entity8 ORDER BY entity8.id LIMIT $p5
    RETURN collect([entity8.id]) AS entityRows9
  }
  RETURN collect([entityRows9, null]) AS answers10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[entityRows2, null], answers6, answers10], data11.version, data11.turn] AS answer12
