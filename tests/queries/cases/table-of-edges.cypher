CALL () {
  MATCH (alliance1:FoederaAlliance:FoederaEntity)
  WHERE alliance1.id IS NOT NULL
  WITH alliance1 ORDER BY alliance1.id LIMIT $p0
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH members3, membership2 ORDER BY members3.id, membership2.tiebreak LIMIT $p3
    RETURN collect([membership2.start, members3.id, members3.id]) AS membersRows4
  }
  RETURN collect([[membersRows4, null]]) AS allianceRows5
}
CALL (allianceRows5) {
  UNWIND allianceRows5 AS row6
  UNWIND row6[0][0] AS row7
  WITH DISTINCT row7[2] AS id8
  MATCH (entity9:FoederaEntity {id: id8})
  CALL (entity9) {
    MATCH (entity9)-[adherence10:FOEDERA_PARTY_TO]->(partyTo11)
    WHERE adherence10.startEarliest <= $p4 AND adherence10.endLatest >= $p4 AND adherence10.spellStartEarliest <= $p5
    WITH partyTo11, adherence10 ORDER BY partyTo11.id LIMIT $p6
    RETURN collect([partyTo11.id]) AS partyToRows12
  }
  RETURN collect([id8, [partyToRows12, COUNT { MATCH (entity9)-[adherence13:FOEDERA_PARTY_TO]->(partyTo14) WHERE adherence13.startEarliest <= $p7 AND adherence13.endLatest >= $p7 AND adherence13.spellStartEarliest <= $p8 }]]) AS entityTable15
}
MATCH (data16:FoederaDataVersion)
RETURN [[[[allianceRows5, null], entityTable15]], data16.version] AS answer17
