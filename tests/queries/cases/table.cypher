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
  RETURN collect([alliance1.id, [membersRows4, null]]) AS allianceRows5
}
CALL (allianceRows5) {
  UNWIND allianceRows5 AS row6
  UNWIND row6[1][0] AS row7
  WITH DISTINCT row7[1] AS id8
  MATCH (entity9:FoederaEntity {id: id8})
  CALL (entity9) {
    MATCH (entity9)-[membership10:FOEDERA_MEMBER_OF]->(memberOf11)
    WHERE membership10.startEarliest <= $p4 AND membership10.endLatest >= $p4 AND membership10.spellStartEarliest <= $p5
    WITH memberOf11, membership10 ORDER BY memberOf11.id LIMIT $p6
    RETURN collect([memberOf11.id]) AS memberOfRows12
  }
  RETURN collect([id8, [memberOfRows12, null]]) AS entityTable13
}
MATCH (data14:FoederaDataVersion)
RETURN [[[[allianceRows5, null], entityTable13]], data14.version] AS answer15
