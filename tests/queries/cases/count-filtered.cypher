WITH [[null, COUNT { MATCH (state1:FoederaState:FoederaEntity) WHERE state1.region = $p0 }]] AS found2
MATCH (data3:FoederaDataVersion)
RETURN [found2, data3.version, data3.turn] AS answer4
