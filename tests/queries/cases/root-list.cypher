CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  USING INDEX SEEK alliance1:FoederaEntity(class, id)
  WHERE alliance1.class = 'Alliance' AND alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.class, alliance1.id LIMIT $p0
  RETURN collect([alliance1.id, alliance1.name]) AS allianceRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[allianceRows2, null]], data3.version, data3.turn] AS answer4
