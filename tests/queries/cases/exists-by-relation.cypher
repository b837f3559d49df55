WITH [[null, COUNT { MATCH (state1:State:Entity) WHERE CASE WHEN EXISTS { MATCH (state1)-[statehood2:STATEHOOD|STATEHOOD_CLAIM]->(statehood3) } THEN EXISTS { MATCH (state1)-[statehood4:STATEHOOD]->(statehood5) WHERE statehood4.startEarliest <= $p2 AND statehood4.endLatest >= $p3 } ELSE state1.startEarliest <= $p0 AND state1.endLatest >= $p1 END }]] AS found6
MATCH (data7:DataVersion)
RETURN [found6, data7.version] AS answer8
