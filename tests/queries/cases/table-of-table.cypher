CALL () {
  MATCH (state1:FoederaActor {iso3: $p0})
  WHERE state1:FoederaState
  CALL (state1) {
    MATCH (state1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH memberOf3, membership2 ORDER BY memberOf3.id LIMIT $p3
    CALL (memberOf3) {
      MATCH (memberOf3)<-[membership4:FOEDERA_MEMBER_OF]-(members5)
      WHERE membership4.startEarliest <= $p4 AND membership4.endLatest >= $p4 AND membership4.spellStartEarliest <= $p5
      WITH members5, membership4 ORDER BY members5.id LIMIT $p6
      RETURN collect([members5.id]) AS membersRows6
    }
    RETURN collect([[membersRows6, null]]) AS memberOfRows7
  }
  RETURN collect([[memberOfRows7, null]]) AS stateRows8
}
CALL (stateRows8) {
  UNWIND stateRows8 AS row9
  UNWIND row9[0][0] AS row10
  UNWIND row10[0][0] AS row11
  WITH DISTINCT row11[0] AS id12
  MATCH (entity13:FoederaEntity {id: id12})
  CALL (entity13) {
    MATCH (entity13)-[membership14:FOEDERA_MEMBER_OF]->(memberOf15)
    WHERE membership14.startEarliest <= $p7 AND membership14.endLatest >= $p7 AND membership14.spellStartEarliest <= $p8
    WITH memberOf15, membership14 ORDER BY memberOf15.id LIMIT $p9
    RETURN collect([memberOf15.id]) AS memberOfRows16
  }
  RETURN collect([id12, [memberOfRows16, null]]) AS entityTable17
}
CALL (entityTable17) {
  UNWIND entityTable17 AS row18
  UNWIND row18[1][0] AS row19
  WITH DISTINCT row19[0] AS id20
  MATCH (entity21:FoederaEntity {id: id20})
  CALL (entity21) {
    MATCH (entity21)<-[membership22:FOEDERA_MEMBER_OF]-(members23)
    WHERE membership22.startEarliest <= $p10 AND membership22.endLatest >= $p10 AND membership22.spellStartEarliest <= $p11
    WITH members23, membership22 ORDER BY members23.id LIMIT $p12
    RETURN collect([members23.id]) AS membersRows24
  }
  RETURN collect([id20, [membersRows24, null]]) AS entityTable25
}
MATCH (data26:FoederaDataVersion)
RETURN [[[[stateRows8, null], entityTable17, entityTable25]], data26.version] AS answer27
