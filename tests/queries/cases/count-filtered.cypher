WITH [[null, COUNT { MATCH (n1:State:Entity) WHERE n1.region = $p0 }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
