CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  USING INDEX SEEK alliance1:FoederaEntity(class, id)
  WHERE alliance1.class = 'Alliance' AND alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.class, alliance1.id LIMIT $p0
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id LIMIT $p3
    RETURN collect([members3.id, members3.id]) AS membersRows4
  }
  RETURN collect([alliance1.id, [membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
CALL (allianceRows6) {
  UNWIND allianceRows6 AS row7
  UNWIND row7[1][0] AS row8
  WITH DISTINCT row8[1] AS id9
  MATCH (entity10:FoederaEntity {id: id9})
  CALL (entity10) {
    MATCH (entity10)-[membership11:FOEDERA_MEMBER_OF]->(memberOf12)
    WHERE membership11.startEarliest <= $p4 AND membership11.endLatest >= $p4 AND membership11.spellStartEarliest <= $p5
    WITH memberOf12, membership11 ORDER BY memberOf12.id LIMIT $p6
    RETURN collect([memberOf12.id]) AS memberOfRows13
  }
  RETURN collect([id9, [memberOfRows13, null, [one14 IN entity10.coverage WHERE one14 STARTS WITH 'memberOf ']]]) AS entityTable15
}
MATCH (data16:FoederaDataVersion)
RETURN [[[[allianceRows6, null], entityTable15]], data16.version, data16.turn] AS answer17
