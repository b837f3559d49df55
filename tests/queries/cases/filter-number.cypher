CALL () {
  MATCH (dataset1:FoederaDataset:FoederaRecord)
  WHERE dataset1.rank < $p0 AND dataset1.rank >= $p1 AND dataset1.id IS NOT NULL
  WITH dataset1 ORDER BY dataset1.id LIMIT $p2
  RETURN collect([dataset1.id]) AS datasetRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[datasetRows2, null]], data3.version, data3.turn] AS answer4
