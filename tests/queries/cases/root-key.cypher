CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  RETURN collect([alliance1.id, alliance1.name, alliance1.founded, alliance1.unchecked, coalesce(alliance1.aliases, [])]) AS allianceRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[allianceRows2, null]], data3.version, data3.turn] AS answer4
