WITH [[null, COUNT { MATCH (actor1:FoederaActor) }]] AS found2
MATCH (data3:FoederaDataVersion)
RETURN [found2, data3.version, data3.turn] AS answer4
