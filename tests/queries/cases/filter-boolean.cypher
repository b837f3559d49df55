CALL () {
  MATCH (claim1:FoederaClaim:FoederaRecord)
  WHERE claim1.preferred = $p0 AND claim1.id IS NOT NULL
  WITH claim1 ORDER BY claim1.id LIMIT $p1
  RETURN collect([claim1.id]) AS claimRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[claimRows2, null]], data3.version, data3.turn] AS answer4
