WITH [[null, COUNT { MATCH (state1:State:Entity) WHERE state1.region = $p0 }]] AS found2
MATCH (data3:DataVersion)
RETURN [found2, data3.version] AS answer4
