CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE actor1.nameFolded IS NOT NULL
  WITH actor1 ORDER BY actor1.nameFolded, actor1.id LIMIT $p0
  CALL (actor1) {
    MATCH (actor1)<-[link2:FOEDERA_ABOUT]-(claims3)
    WITH claims3, link2 ORDER BY claims3.id LIMIT $p1
    RETURN collect([claims3.value]) AS claimsRows4
  }
  RETURN collect([actor1.nameFolded, actor1.id, [claimsRows4, null]]) AS actorRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[actorRows5, null]], data6.version, data6.turn] AS answer7
