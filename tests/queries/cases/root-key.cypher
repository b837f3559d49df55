CALL () {
  MATCH (alliance1:Entity {id: $p0})
  WHERE alliance1:Alliance
  RETURN collect([alliance1.id, alliance1.name, alliance1.founded, coalesce(alliance1.aliases, [])]) AS allianceRows2
}
MATCH (data3:DataVersion)
RETURN [[[allianceRows2, null]], data3.version] AS answer4
