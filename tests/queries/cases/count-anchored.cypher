WITH [[null, COUNT { MATCH (treaty1)<-[adherence2:PARTY_TO]-(parties3:Actor) WHERE treaty1:Treaty AND adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND parties3.iso3 = $p2 WITH DISTINCT treaty1 RETURN 1 AS one4 }]] AS found5
MATCH (data6:DataVersion)
RETURN [found5, data6.version] AS answer7
