WITH [[null, COUNT { MATCH (n1:Actor:Entity) WHERE CASE WHEN EXISTS { (n1)-[:STATEHOOD|STATEHOOD_CLAIM]->() } THEN EXISTS { MATCH (n1)-[r3:STATEHOOD|STATEHOOD_CLAIM]->() WHERE r3.dataset IN $p2 AND r3.startLatest <= $p3 AND r3.endEarliest >= $p4 } ELSE n1.startLatest <= $p0 AND n1.endEarliest >= $p1 END }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
