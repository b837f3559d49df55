CALL () {
  MATCH (system1)<-[spell2:FOEDERA_USES]-(usedBy3:FoederaActor)
  WHERE system1:FoederaSystem AND spell2.startEarliest <= $p0 AND spell2.endLatest >= $p0 AND spell2.spellStartEarliest <= $p1 AND usedBy3.iso3 = $p2
  WITH DISTINCT system1
  WHERE system1.nameFolded CONTAINS $p3
  RETURN collect(system1) AS systemFound4
}
CALL (systemFound4) {
  UNWIND systemFound4 AS system5
  RETURN count(CASE WHEN EXISTS { MATCH (system5)<-[spell6:FOEDERA_USES]-(usedBy7) WHERE spell6.startLatest <= $p4 AND spell6.endEarliest >= $p4 AND spell6.spellStartLatest <= $p5 AND usedBy7.iso3 = $p6 } THEN 1 END) AS systemNumbers8
}
CALL () {
  MATCH (alliance9:FoederaAlliance:FoederaEntity)
  WHERE alliance9.startEarliest <= $p7 AND alliance9.endLatest >= $p8 AND NOT EXISTS { MATCH (alliance9)<-[membership10:FOEDERA_MEMBER_OF]-(members11) WHERE membership10.startEarliest <= $p9 AND membership10.endLatest >= $p9 AND membership10.spellStartEarliest <= $p10 AND members11.iso3 = $p11 }
  RETURN count(CASE WHEN alliance9.startLatest <= $p12 AND alliance9.endEarliest >= $p13 THEN 1 END) AS allianceNumbers12
}
CALL () {
  MATCH (state13:FoederaActor {iso3: $p14})
  WHERE state13:FoederaState
  CALL (state13) {
    MATCH (state13)-[membership14:FOEDERA_MEMBER_OF]->(memberOf15)
    WHERE membership14.startEarliest <= $p15 AND membership14.endLatest >= $p15 AND membership14.spellStartEarliest <= $p16 AND COUNT { MATCH (memberOf15)<-[membership16:FOEDERA_MEMBER_OF]-(members17) WHERE membership16.startEarliest <= $p17 AND membership16.endLatest >= $p17 AND membership16.spellStartEarliest <= $p18 AND true } >= $p19
    RETURN count(CASE WHEN membership14.startLatest <= $p20 AND membership14.endEarliest >= $p20 AND membership14.spellStartLatest <= $p21 AND COUNT { MATCH (memberOf15)<-[membership18:FOEDERA_MEMBER_OF]-(members19) WHERE membership18.startLatest <= $p22 AND membership18.endEarliest >= $p22 AND membership18.spellStartLatest <= $p23 AND true } >= $p24 THEN 1 END) AS memberOfNumbers20
  }
  RETURN collect([[null, null, memberOfNumbers20, [one21 IN state13.coverage WHERE one21 STARTS WITH 'memberOf ']]]) AS stateRows22
}
MATCH (data23:FoederaDataVersion)
RETURN [[[null, size(systemFound4), systemNumbers8], [null, null, allianceNumbers12], [stateRows22, null]], data23.version, data23.turn] AS answer24
