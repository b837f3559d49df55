CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  WHERE alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.id LIMIT $p0
  RETURN collect([[null, null, alliance1.coverage]]) AS allianceRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[allianceRows2, null]], data3.version] AS answer4
