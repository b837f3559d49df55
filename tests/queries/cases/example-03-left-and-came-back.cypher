CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE EXISTS { MATCH (actor1)-[membership2:FOEDERA_MEMBER_OF]->(memberOf3) WHERE NOT coalesce(membership2.startEvent = $p0, false) AND membership2.spell >= $p1 }
  WITH actor1 ORDER BY actor1.nameFolded, actor1.id
  RETURN collect(actor1) AS actorFound4
}
CALL (actorFound4) {
  UNWIND actorFound4 AS actor5
  WITH actor5
  WHERE actor5.nameFolded IS NOT NULL
  WITH actor5 LIMIT $p2
  CALL (actor5) {
    MATCH (actor5)-[membership6:FOEDERA_MEMBER_OF]->(memberOf7)
    WHERE NOT coalesce(membership6.startEvent = $p3, false) AND membership6.spell >= $p4
    WITH memberOf7, membership6 ORDER BY memberOf7.id, membership6.tiebreak LIMIT $p5
    RETURN collect([membership6.spell, membership6.start, membership6.end, membership6.startEvent, memberOf7.id, memberOf7.name, membership6.source]) AS memberOfRows8
  }
  RETURN collect([actor5.id, actor5.name, [memberOfRows8, null, [one9 IN actor5.coverage WHERE one9 STARTS WITH 'memberOf ']]]) AS actorRows10
}
MATCH (data11:FoederaDataVersion)
RETURN [[[actorRows10, size(actorFound4)]], data11.version, data11.turn] AS answer12
