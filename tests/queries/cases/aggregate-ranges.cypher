CALL () {
  MATCH (n2:Treaty:Entity)
  RETURN [min(n2.name), max(n2.name), min(n2.signedEarliest), max(n2.signedLatest)] AS b1
}
MATCH (v:DataVersion)
RETURN [[[null, null, b1]], v.version] AS answer
