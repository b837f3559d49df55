WITH [[null, COUNT { MATCH (n1)<-[r4:PARTY_TO]-(n3:Actor) WHERE n1:Treaty AND r4.startEarliest <= $p1 AND r4.endLatest >= $p2 AND n3.iso3 = $p0 WITH DISTINCT n1 RETURN 1 AS one }]] AS found
MATCH (v:DataVersion)
RETURN [found, v.version] AS answer
