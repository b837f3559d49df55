CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  USING INDEX SEEK alliance1:FoederaEntity(class, id)
  WHERE alliance1.class = 'Alliance' AND alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.class, alliance1.id LIMIT $p0
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id, membership2.tiebreak LIMIT $p3
    RETURN collect([membership2.start, members3.id, members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null, [one5 IN alliance1.coverage WHERE one5 STARTS WITH 'members ']]]) AS allianceRows6
}
CALL (allianceRows6) {
  UNWIND allianceRows6 AS row7
  UNWIND row7[0][0] AS row8
  WITH DISTINCT row8[2] AS id9
  MATCH (entity10:FoederaEntity {id: id9})
  CALL (entity10) {
    MATCH (entity10)-[adherence11:FOEDERA_PARTY_TO]->(partyTo12)
    WHERE adherence11.startEarliest <= $p4 AND adherence11.endLatest >= $p4 AND adherence11.spellStartEarliest <= $p5
    WITH partyTo12, adherence11 ORDER BY partyTo12.id LIMIT $p6
    RETURN collect([partyTo12.id]) AS partyToRows13
  }
  RETURN collect([id9, [partyToRows13, COUNT { MATCH (entity10)-[adherence14:FOEDERA_PARTY_TO]->(partyTo15) WHERE adherence14.startEarliest <= $p7 AND adherence14.endLatest >= $p7 AND adherence14.spellStartEarliest <= $p8 }, [one16 IN entity10.coverage WHERE one16 STARTS WITH 'partyTo ']]]) AS entityTable17
}
MATCH (data18:FoederaDataVersion)
RETURN [[[[allianceRows6, null], entityTable17]], data18.version, data18.turn] AS answer19
