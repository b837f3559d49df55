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
    RETURN collect([[membersRows6, null, [one7 IN memberOf3.coverage WHERE one7 STARTS WITH 'members ']]]) AS memberOfRows8
  }
  RETURN collect([[memberOfRows8, null, [one9 IN state1.coverage WHERE one9 STARTS WITH 'memberOf ']]]) AS stateRows10
}
CALL (stateRows10) {
  UNWIND stateRows10 AS row11
  UNWIND row11[0][0] AS row12
  UNWIND row12[0][0] AS row13
  WITH DISTINCT row13[0] AS id14
  MATCH (entity15:FoederaEntity {id: id14})
  CALL (entity15) {
    MATCH (entity15)-[membership16:FOEDERA_MEMBER_OF]->(memberOf17)
    WHERE membership16.startEarliest <= $p7 AND membership16.endLatest >= $p7 AND membership16.spellStartEarliest <= $p8
    WITH memberOf17, membership16 ORDER BY memberOf17.id LIMIT $p9
    RETURN collect([memberOf17.id]) AS memberOfRows18
  }
  RETURN collect([id14, [memberOfRows18, null, [one19 IN entity15.coverage WHERE one19 STARTS WITH 'memberOf ']]]) AS entityTable20
}
CALL (entityTable20) {
  UNWIND entityTable20 AS row21
  UNWIND row21[1][0] AS row22
  WITH DISTINCT row22[0] AS id23
  MATCH (entity24:FoederaEntity {id: id23})
  CALL (entity24) {
    MATCH (entity24)<-[membership25:FOEDERA_MEMBER_OF]-(members26)
    WHERE membership25.startEarliest <= $p10 AND membership25.endLatest >= $p10 AND membership25.spellStartEarliest <= $p11
    WITH members26, membership25 ORDER BY members26.id LIMIT $p12
    RETURN collect([members26.id]) AS membersRows27
  }
  RETURN collect([id23, [membersRows27, null, [one28 IN entity24.coverage WHERE one28 STARTS WITH 'members ']]]) AS entityTable29
}
MATCH (data30:FoederaDataVersion)
RETURN [[[[stateRows10, null], entityTable20, entityTable29]], data30.version, data30.turn] AS answer31
