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
  RETURN count(CASE WHEN alliance9.startLatest <= $p12 AND alliance9.endEarliest >= $p13 AND NOT EXISTS { MATCH (alliance9)<-[membership12:FOEDERA_MEMBER_OF]-(members13) WHERE membership12.startLatest <= $p14 AND membership12.endEarliest >= $p14 AND membership12.spellStartLatest <= $p15 AND members13.iso3 = $p16 } THEN 1 END) AS allianceNumbers14
}
CALL () {
  MATCH (state15:FoederaActor {iso3: $p17})
  WHERE state15:FoederaState
  CALL (state15) {
    MATCH (state15)-[membership16:FOEDERA_MEMBER_OF]->(memberOf17)
    WHERE membership16.startEarliest <= $p18 AND membership16.endLatest >= $p18 AND membership16.spellStartEarliest <= $p19 AND COUNT { MATCH (memberOf17)<-[membership18:FOEDERA_MEMBER_OF]-(members19) WHERE membership18.startEarliest <= $p20 AND membership18.endLatest >= $p20 AND membership18.spellStartEarliest <= $p21 AND true } >= $p22
    RETURN count(CASE WHEN membership16.startLatest <= $p23 AND membership16.endEarliest >= $p23 AND membership16.spellStartLatest <= $p24 AND COUNT { MATCH (memberOf17)<-[membership20:FOEDERA_MEMBER_OF]-(members21) WHERE membership20.startLatest <= $p25 AND membership20.endEarliest >= $p25 AND membership20.spellStartLatest <= $p26 AND true } >= $p27 THEN 1 END) AS memberOfNumbers22
  }
  RETURN collect([[null, null, memberOfNumbers22, [one23 IN state15.coverage WHERE one23 STARTS WITH 'memberOf ']]]) AS stateRows24
}
MATCH (data25:FoederaDataVersion)
RETURN [[[null, size(systemFound4), systemNumbers8], [null, null, allianceNumbers14], [stateRows24, null]], data25.version, data25.turn] AS answer26
