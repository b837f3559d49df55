WITH [[null, COUNT { MATCH (n1:State:Entity) }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
