CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE actor1.id IS NOT NULL
  WITH actor1 ORDER BY actor1.id LIMIT $p0
  RETURN collect([actor1.class, actor1.id]) AS actorRows2
}
MATCH (data3:FoederaDataVersion)
RETURN [[[actorRows2, null]], data3.version, data3.turn] AS answer4
