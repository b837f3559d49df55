CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  WHERE alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.id LIMIT $p0
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id LIMIT $p3
    RETURN collect([members3.id, members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null]]) AS allianceRows5
}
CALL (allianceRows5) {
  UNWIND allianceRows5 AS row6
  UNWIND row6[0][0] AS row7
  WITH DISTINCT row7[0] AS id8
  MATCH (entity9:FoederaEntity {id: id8})
  CALL (entity9) {
    MATCH (entity9)-[spell10:FOEDERA_BORDERS]-(borders11)
    WHERE spell10.startEarliest <= $p4 AND spell10.endLatest >= $p4 AND spell10.spellStartEarliest <= $p5
    WITH borders11, spell10 ORDER BY borders11.id LIMIT $p6
    RETURN collect([borders11.id]) AS bordersRows12
  }
  RETURN collect([id8, [null, COUNT { MATCH (entity9)-[membership13:FOEDERA_MEMBER_OF]->(memberOf14) WHERE membership13.startEarliest <= $p7 AND membership13.endLatest >= $p7 AND membership13.spellStartEarliest <= $p8 }], [bordersRows12, null]]) AS entityTable15
}
MATCH (data16:FoederaDataVersion)
RETURN [[[[allianceRows5, null], entityTable15]], data16.version] AS answer17
