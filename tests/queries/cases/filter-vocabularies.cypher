CALL () {
  MATCH (actor1:FoederaActor:FoederaEntity)
  WHERE EXISTS { MATCH (actor1)-[adherence2:FOEDERA_PARTY_TO]->(partyTo3) WHERE adherence2.startEarliest <= $p0 AND adherence2.endLatest >= $p0 AND adherence2.spellStartEarliest <= $p1 AND NOT (adherence2.startEvent IN $p2) AND (adherence2.endEvent IS NULL) = $p3 AND adherence2.role <> $p4 } AND actor1.id IS NOT NULL
  WITH actor1 ORDER BY actor1.id LIMIT $p5
  RETURN collect([actor1.id]) AS actorRows4
}
CALL () {
  MATCH (state5:FoederaState:FoederaEntity)
  USING INDEX SEEK state5:FoederaEntity(class, id)
  WHERE state5.class = 'State' AND state5.recognition IN $p6 AND EXISTS { MATCH (state5)-[adherence6:FOEDERA_PARTY_TO]->(partyTo7) WHERE adherence6.startEarliest <= $p7 AND adherence6.endLatest >= $p7 AND adherence6.spellStartEarliest <= $p8 AND adherence6.role = $p9 } AND state5.id IS NOT NULL
  WITH state5 ORDER BY state5.class, state5.id LIMIT $p10
  RETURN collect([state5.id, state5.recognition, state5.unchecked]) AS stateRows8
}
CALL () {
  MATCH (agency9:FoederaAgency:FoederaEntity)
  WHERE $p11 IN coalesce(agency9.functions, []) AND any(one10 IN $p12 WHERE one10 IN coalesce(agency9.functions, [])) AND all(one11 IN $p13 WHERE one11 IN coalesce(agency9.functions, [])) AND (size(coalesce(agency9.functions, [])) = 0) = $p14 AND agency9.id IS NOT NULL
  WITH agency9 ORDER BY agency9.id LIMIT $p15
  RETURN collect([coalesce(agency9.functions, []), agency9.unchecked]) AS agencyRows12
}
MATCH (data13:FoederaDataVersion)
RETURN [[[actorRows4, null], [stateRows8, null], [agencyRows12, null]], data13.version, data13.turn] AS answer14
