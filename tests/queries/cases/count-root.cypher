WITH [[null, COUNT { MATCH (state1:State:Entity) }]] AS found2
MATCH (data3:DataVersion)
RETURN [found2, data3.version] AS answer4
