WITH [[null, COUNT { MATCH (n1:State:Entity) WHERE CASE WHEN EXISTS { (n1)-[:STATEHOOD|STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (n1)-[r3:STATEHOOD]->() WHERE r3.startEarliest <= $p2 AND r3.endLatest >= $p3 } ELSE n1.startEarliest <= $p0 AND n1.endLatest >= $p1 END }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
