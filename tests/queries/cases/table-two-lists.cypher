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
  RETURN collect([[membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
CALL (allianceRows6) {
  UNWIND allianceRows6 AS row7
  UNWIND row7[0][0] AS row8
  WITH DISTINCT row8[0] AS id9
  MATCH (entity10:FoederaEntity {id: id9})
  CALL (entity10) {
    MATCH (entity10)-[spell11:FOEDERA_BORDERS]-(borders12)
    WHERE spell11.startEarliest <= $p4 AND spell11.endLatest >= $p4 AND spell11.spellStartEarliest <= $p5
    WITH borders12, spell11 ORDER BY borders12.id LIMIT $p6
    RETURN collect([borders12.id]) AS bordersRows13
  }
  RETURN collect([id9, [null, COUNT { MATCH (entity10)-[membership14:FOEDERA_MEMBER_OF]->(memberOf15) WHERE membership14.startEarliest <= $p7 AND membership14.endLatest >= $p7 AND membership14.spellStartEarliest <= $p8 }, [one16 IN entity10.coverage WHERE one16 STARTS WITH 'memberOf ']], [bordersRows13, null, [one17 IN entity10.coverage WHERE one17 STARTS WITH 'borders ']]]) AS entityTable18
}
MATCH (data19:FoederaDataVersion)
RETURN [[[[allianceRows6, null], entityTable18]], data19.version, data19.turn] AS answer20
