WITH [[null, COUNT { MATCH (treaty1)<-[adherence2:FOEDERA_PARTY_TO]-(parties3:FoederaActor) WHERE treaty1:FoederaTreaty AND adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND parties3.iso3 = $p2 WITH DISTINCT treaty1 RETURN 1 AS one4 }]] AS found5
MATCH (data6:FoederaDataVersion)
RETURN [found5, data6.version, data6.turn] AS answer7
