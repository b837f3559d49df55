CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE actor1.id IS NOT NULL
  WITH actor1 ORDER BY actor1.id LIMIT $p0
  CALL (actor1) {
    MATCH (actor1)<-[link2:FOEDERA_ABOUT]-(claims3)
    WITH claims3, link2 ORDER BY claims3.id LIMIT $p1
    RETURN collect([claims3.value]) AS claimsRows4
  }
  RETURN collect([actor1.id, [claimsRows4, null]]) AS actorRows5
}
WITH [[actorRows5, COUNT { MATCH (actor6:FoederaActor) }]] AS found7
MATCH (data8:FoederaDataVersion)
RETURN [found7, data8.version, data8.turn] AS answer9
