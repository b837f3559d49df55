CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  USING INDEX SEEK alliance1:FoederaEntity(class, id)
  WHERE alliance1.class = 'Alliance' AND alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.class, alliance1.id LIMIT $p0
  RETURN collect([[null, null, [one2 IN alliance1.coverage WHERE one2 STARTS WITH 'members ']]]) AS allianceRows3
}
MATCH (data4:FoederaDataVersion)
RETURN [[[allianceRows3, null]], data4.version, data4.turn] AS answer5
