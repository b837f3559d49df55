WITH [[null, COUNT { MATCH (actor1:Actor:Entity) }]] AS found2
MATCH (data3:DataVersion)
RETURN [found2, data3.version] AS answer4
