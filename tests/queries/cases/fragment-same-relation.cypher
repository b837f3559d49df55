CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE actor1.id IS NOT NULL
  WITH actor1 ORDER BY actor1.id LIMIT $p0
  CALL (actor1) {
    MATCH (actor1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    WITH memberOf3, membership2 ORDER BY memberOf3.id LIMIT $p3
    RETURN collect([memberOf3.id]) AS memberOfRows4
  }
  RETURN collect([[memberOfRows4, null, [one5 IN actor1.coverage WHERE one5 STARTS WITH 'memberOf ']], actor1.class]) AS actorRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[actorRows6, null]], data7.version, data7.turn] AS answer8
