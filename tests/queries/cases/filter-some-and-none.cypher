CALL () {
  CALL () {
    MATCH (treaty1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3:FoederaActor)
    WHERE adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND parties3.iso3 IN $p2
    RETURN collect(DISTINCT treaty1) AS treatyBarred4
  }
  MATCH (treaty5)<-[adherence6:FOEDERA_PARTY_TO]-(parties7:FoederaActor)
  WHERE NOT (treaty5 IN treatyBarred4) AND treaty5:FoederaTreaty AND adherence6.startEarliest <= $p3 AND adherence6.endLatest >= $p3 AND adherence6.spellStartEarliest <= $p4 AND parties7.iso3 = $p5
  WITH DISTINCT treaty5
  WHERE treaty5.id IS NOT NULL
  WITH treaty5 ORDER BY treaty5.id LIMIT $p6
  RETURN collect([treaty5.id]) AS treatyRows8
}
MATCH (data9:FoederaDataVersion)
RETURN [[[treatyRows8, null]], data9.version, data9.turn] AS answer10
