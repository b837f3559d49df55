CALL () {
  MATCH (treaty1:FoederaTreaty:FoederaEntity)
  RETURN [min(treaty1.name), max(treaty1.name), min(treaty1.signedEarliest), max(treaty1.signedLatest)] AS treatyNumbers2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[null, null, treatyNumbers2]], data3.version, data3.turn] AS answer4
