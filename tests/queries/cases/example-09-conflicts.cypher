CALL () {
  MATCH (conflict1:FoederaConflict:FoederaRecord)
  WHERE conflict1.id IS NOT NULL
  WITH conflict1 ORDER BY conflict1.id LIMIT $p0
  CALL (conflict1) {
    MATCH (conflict1)-[link2:FOEDERA_OVER]->(over3)
    WITH over3, link2 ORDER BY over3.id LIMIT $p1
    RETURN collect([over3.id, over3.name]) AS overRows4
  }
  CALL (conflict1) {
    MATCH (conflict1)-[link5:FOEDERA_SIDES]->(sides6)
    WITH sides6, link5 ORDER BY sides6.id LIMIT $p2
    RETURN collect([sides6.value, sides6.dataset, sides6.source, sides6.preferred]) AS sidesRows7
  }
  RETURN collect([conflict1.topic, conflict1.explanation, [overRows4, null], [sidesRows7, null]]) AS conflictRows8
}
WITH [[conflictRows8, COUNT { MATCH (conflict9:FoederaConflict) }]] AS found10
MATCH (data11:FoederaDataVersion)
RETURN [found10, data11.version, data11.turn] AS answer12
