CALL () {
  MATCH (organization1:FoederaOrganization:FoederaEntity)
  WHERE $p0 IN coalesce(COLLECT { MATCH (organization1)<-[:FOEDERA_ABOUT]-(claim2) WHERE claim2.property = 'aliases' AND claim2.dataset IN $p1 WITH claim2.value AS aliases3, min(claim2.place) AS place4 ORDER BY place4 RETURN aliases3 AS each5 }, []) AND organization1.wikidata IN $p2 AND head(COLLECT { MATCH (organization1)<-[:FOEDERA_ABOUT]-(claim6) WHERE claim6.property = 'founded' AND claim6.dataset IN $p3 WITH claim6 ORDER BY claim6.place LIMIT $p4 RETURN claim6.valueEarliest AS founded7 }) >= $p5
  RETURN collect(organization1) AS organizationFound8
}
CALL (organizationFound8) {
  UNWIND organizationFound8 AS organization9
  WITH organization9, head(COLLECT { MATCH (organization9)<-[:FOEDERA_ABOUT]-(claim10) WHERE claim10.property = 'founded' AND claim10.dataset IN $p6 WITH claim10 ORDER BY claim10.place LIMIT $p7 RETURN claim10.valueEarliest AS founded11 }) AS foundedEarliestKey12, coalesce(head(COLLECT { MATCH (organization9)<-[:FOEDERA_ABOUT]-(claim13) WHERE claim13.property = 'name' AND claim13.dataset IN $p8 WITH claim13 ORDER BY claim13.place LIMIT $p9 RETURN claim13.valueFolded AS name14 }), organization9.nameFolded) AS nameFoldedKey15
  WITH organization9, foundedEarliestKey12, nameFoldedKey15 ORDER BY foundedEarliestKey12, nameFoldedKey15, organization9.id LIMIT $p10
  RETURN collect([organization9.id, coalesce(head(COLLECT { MATCH (organization9)<-[:FOEDERA_ABOUT]-(claim16) WHERE claim16.property = 'name' AND claim16.dataset IN $p11 WITH claim16 ORDER BY claim16.place LIMIT $p12 RETURN claim16.value AS name17 }), organization9.name), head(COLLECT { MATCH (organization9)<-[:FOEDERA_ABOUT]-(claim18) WHERE claim18.property = 'founded' AND claim18.dataset IN $p13 WITH claim18 ORDER BY claim18.place LIMIT $p14 RETURN claim18.value AS founded19 }), coalesce(COLLECT { MATCH (organization9)<-[:FOEDERA_ABOUT]-(claim20) WHERE claim20.property = 'aliases' AND claim20.dataset IN $p15 WITH claim20.value AS aliases21, min(claim20.place) AS place22 ORDER BY place22 RETURN aliases21 AS each23 }, []), foundedEarliestKey12, nameFoldedKey15, organization9.id]) AS organizationRows24
}
CALL (organizationFound8) {
  UNWIND organizationFound8 AS organization25
  WITH left(head(COLLECT { MATCH (organization25)<-[:FOEDERA_ABOUT]-(claim26) WHERE claim26.property = 'founded' AND claim26.dataset IN $p16 WITH claim26 ORDER BY claim26.place LIMIT $p17 RETURN claim26.valueEarliest AS founded27 }), 4) AS foundedEarliest28, count(*) AS number29 ORDER BY number29 DESC, foundedEarliest28 LIMIT $p18
  RETURN collect([foundedEarliest28, number29]) AS organizationNumbers30
}
CALL (organizationFound8) {
  UNWIND organizationFound8 AS organization31
  RETURN [min(head(COLLECT { MATCH (organization31)<-[:FOEDERA_ABOUT]-(claim32) WHERE claim32.property = 'founded' AND claim32.dataset IN $p19 WITH claim32 ORDER BY claim32.place LIMIT $p20 RETURN claim32.valueEarliest AS founded33 })), max(head(COLLECT { MATCH (organization31)<-[:FOEDERA_ABOUT]-(claim34) WHERE claim34.property = 'founded' AND claim34.dataset IN $p21 WITH claim34 ORDER BY claim34.place LIMIT $p22 RETURN claim34.valueLatest AS founded35 }))] AS organizationNumbers36
}
CALL () {
  MATCH (alliance37:FoederaEntity {id: $p23})
  WHERE alliance37:FoederaAlliance
  CALL (alliance37) {
    MATCH (alliance37)<-[membership38:FOEDERA_MEMBER_OF]-(members39)
    WHERE membership38.dataset IN $p24 AND membership38.startEarliest <= $p25 AND membership38.endLatest >= $p25 AND membership38.spellStartEarliest <= $p26
    WITH members39, membership38 ORDER BY members39.id LIMIT $p27
    RETURN collect([coalesce(head(COLLECT { MATCH (members39)<-[:FOEDERA_ABOUT]-(claim40) WHERE claim40.property = 'name' AND claim40.dataset IN $p28 AND claim40.preferred = true WITH claim40 ORDER BY claim40.place LIMIT $p29 RETURN claim40.value AS name41 }), members39.name), head(COLLECT { MATCH (members39)<-[:FOEDERA_ABOUT]-(claim42) WHERE claim42.property = 'iso3' AND claim42.dataset IN $p30 AND claim42.preferred = true WITH claim42 ORDER BY claim42.place LIMIT $p31 RETURN claim42.value AS iso43 })]) AS membersRows44
  }
  RETURN collect([head(COLLECT { MATCH (alliance37)<-[:FOEDERA_ABOUT]-(claim45) WHERE claim45.property = 'headquarters' AND claim45.dataset IN $p32 AND claim45.preferred = true WITH claim45 ORDER BY claim45.place LIMIT $p33 RETURN claim45.value AS headquarters46 }), [membersRows44, null, [one47 IN alliance37.coverage WHERE one47 STARTS WITH 'members ']]]) AS allianceRows48
}
MATCH (data49:FoederaDataVersion)
RETURN [[[organizationRows24, null, organizationNumbers30, organizationNumbers36], [allianceRows48, null]], data49.version, data49.turn] AS answer50
