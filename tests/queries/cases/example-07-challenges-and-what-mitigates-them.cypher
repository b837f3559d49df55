CALL () {
  MATCH (challenge1:FoederaChallenge:FoederaEntity)
  WHERE challenge1.nameFolded IS NOT NULL
  WITH challenge1 ORDER BY challenge1.nameFolded, challenge1.id LIMIT $p0
  CALL (challenge1) {
    MATCH (challenge1)<-[statement2:FOEDERA_MITIGATES]-(mitigatedBy3)
    WITH mitigatedBy3, statement2 ORDER BY mitigatedBy3.id, statement2.tiebreak LIMIT $p1
    RETURN collect([mitigatedBy3.class, mitigatedBy3.id, mitigatedBy3.name, statement2.dataset, statement2.source]) AS mitigatedByRows4
  }
  CALL (challenge1) {
    MATCH (challenge1)<-[statement5:FOEDERA_ADDRESSES]-(addressedBy6)
    WITH addressedBy6, statement5 ORDER BY addressedBy6.id, statement5.tiebreak LIMIT $p2
    RETURN collect([addressedBy6.class, addressedBy6.id, addressedBy6.name, statement5.dataset, statement5.source]) AS addressedByRows7
  }
  RETURN collect([challenge1.id, challenge1.name, challenge1.definition, [mitigatedByRows4, null], [addressedByRows7, null]]) AS challengeRows8
}
WITH [[challengeRows8, COUNT { MATCH (challenge9:FoederaChallenge:FoederaEntity) }]] AS found10
MATCH (data11:FoederaDataVersion)
RETURN [found10, data11.version] AS answer12
