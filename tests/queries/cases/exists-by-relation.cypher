WITH [[null, COUNT { MATCH (state1:FoederaState:FoederaEntity) WHERE CASE WHEN EXISTS { MATCH (state1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (state1)-[statehood2:FOEDERA_STATEHOOD]->() WHERE statehood2.startEarliest <= $p0 AND statehood2.endLatest >= $p0 AND statehood2.spellStartEarliest <= $p1 } ELSE state1.startEarliest <= $p2 AND state1.endLatest >= $p3 END }]] AS found3
MATCH (data4:FoederaDataVersion)
RETURN [found3, data4.version] AS answer5
