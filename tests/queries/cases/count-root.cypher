WITH [[null, COUNT { MATCH (state1:FoederaState) }]] AS found2
MATCH (data3:FoederaDataVersion)
RETURN [found2, data3.version, data3.turn] AS answer4
