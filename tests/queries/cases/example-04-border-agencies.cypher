CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)<-[spell2:FOEDERA_AGENCY_OF]-(agencies3)
    WHERE spell2.startEarliest <= $p1 AND spell2.endLatest >= $p1 AND spell2.spellStartEarliest <= $p2 AND any(one4 IN $p3 WHERE one4 IN coalesce(agencies3.functions, []))
    WITH agencies3, spell2 ORDER BY agencies3.id
    RETURN collect([agencies3, spell2]) AS agenciesFound5
  }
  CALL (agenciesFound5) {
    UNWIND agenciesFound5 AS one6
    WITH one6[0] AS agencies7, one6[1] AS spell8
    WITH agencies7, spell8 LIMIT $p4
    CALL (agencies7) {
      MATCH (agencies7)-[spell9:FOEDERA_PART_OF]->(partOf10)
      WHERE spell9.startEarliest <= $p5 AND spell9.endLatest >= $p5 AND spell9.spellStartEarliest <= $p6
      WITH partOf10, spell9 ORDER BY partOf10.id, spell9.tiebreak LIMIT $p7
      RETURN collect([partOf10.class, partOf10.id, partOf10.name, spell9.source]) AS partOfRows11
    }
    RETURN collect([agencies7.class, agencies7.id, agencies7.name, agencies7.nativeName, agencies7.founded, agencies7.unchecked, coalesce(agencies7.functions, []), [partOfRows11, null, [one12 IN agencies7.coverage WHERE one12 STARTS WITH 'partOf ']]]) AS agenciesRows13
  }
  RETURN collect([state1.name, [agenciesRows13, size(agenciesFound5), [one14 IN state1.coverage WHERE one14 STARTS WITH 'agencies ']]]) AS stateRows15
}
MATCH (data16:FoederaDataVersion)
RETURN [[[stateRows15, null]], data16.version, data16.turn] AS answer17
