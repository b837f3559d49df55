WITH [[null, COUNT { MATCH (actor1:FoederaActor:FoederaEntity) WHERE CASE WHEN EXISTS { MATCH (actor1)-[:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (actor1)-[statehood2:FOEDERA_STATEHOOD|FOEDERA_STATEHOOD_CLAIM]->() WHERE statehood2.dataset IN $p0 AND statehood2.startLatest <= $p1 AND statehood2.endEarliest >= $p1 AND statehood2.spellStartLatest <= $p2 } ELSE actor1.startLatest <= $p3 AND actor1.endEarliest >= $p4 END }]] AS found3
MATCH (data4:FoederaDataVersion)
RETURN [found3, data4.version, data4.turn] AS answer5
