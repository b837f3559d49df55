CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE actor1.id IS NOT NULL
  WITH actor1 ORDER BY actor1.id LIMIT $p0
  RETURN collect([actor1.id, actor1.iso3, actor1.founded, actor1.unchecked, [null, COUNT { MATCH (actor1)<-[membership2:FOEDERA_MEMBER_OF]-(members3) WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2 }, [one4 IN actor1.coverage WHERE one4 STARTS WITH 'members ']], actor1.class]) AS actorRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[actorRows5, null]], data6.version, data6.turn] AS answer7
