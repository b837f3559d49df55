CALL () {
  MATCH (challenge1:FoederaChallenge:FoederaEntity)
  USING INDEX SEEK challenge1:FoederaEntity(class, nameFolded, id)
  WHERE challenge1.class = 'Challenge' AND challenge1.nameFolded IS NOT NULL AND challenge1.id IS NOT NULL
  WITH challenge1 ORDER BY challenge1.class, challenge1.nameFolded, challenge1.id LIMIT $p0
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
  RETURN collect([challenge1.id, challenge1.name, challenge1.definition, [mitigatedByRows4, null, [one8 IN challenge1.coverage WHERE one8 STARTS WITH 'mitigatedBy ']], [addressedByRows7, null, [one9 IN challenge1.coverage WHERE one9 STARTS WITH 'addressedBy ']]]) AS challengeRows10
}
WITH [[challengeRows10, COUNT { MATCH (challenge11:FoederaChallenge) }]] AS found12
MATCH (data13:FoederaDataVersion)
RETURN [found12, data13.version, data13.turn] AS answer14
