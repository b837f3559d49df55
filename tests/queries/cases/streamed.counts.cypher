WITH [[null, COUNT { MATCH (n1:Actor:Entity) }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
