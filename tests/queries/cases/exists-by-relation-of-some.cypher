WITH [[null, COUNT { MATCH (actor1:Actor:Entity) WHERE CASE WHEN EXISTS { MATCH (actor1)-[statehood2:STATEHOOD|STATEHOOD_CLAIM]->(statehood3) } THEN EXISTS { MATCH (actor1)-[statehood4:STATEHOOD|STATEHOOD_CLAIM]->(statehood5) WHERE statehood4.dataset IN $p2 AND statehood4.startLatest <= $p3 AND statehood4.endEarliest >= $p4 } ELSE actor1.startLatest <= $p0 AND actor1.endEarliest >= $p1 END }]] AS found6
MATCH (data7:DataVersion)
RETURN [found6, data7.version] AS answer8
