CALL () {
  CALL db.index.fulltext.queryNodes('foederaSearch', $p0) YIELD node AS entity1, score AS score2
  WITH entity1, score2
  WHERE score2 >= $p1
  WITH entity1, score2, entity1.searchWeight AS weight3
  WITH entity1, round(score2 * weight3) AS score4
  WITH entity1, score4 ORDER BY score4 DESC, entity1.id LIMIT $p2
  CALL (entity1) {
    MATCH (entity1)<-[membership5:FOEDERA_MEMBER_OF]-(members6)
    WHERE membership5.startEarliest <= $p3 AND membership5.endLatest >= $p3 AND membership5.spellStartEarliest <= $p4
    WITH members6, membership5 ORDER BY members6.id LIMIT $p5
    RETURN collect([members6.id]) AS membersRows7
  }
  RETURN collect([entity1.id, [membersRows7, null, [one8 IN entity1.coverage WHERE one8 STARTS WITH 'members ']], entity1.class]) AS entityRows9
}
MATCH (data10:FoederaDataVersion)
RETURN [[[entityRows9, null]], data10.version, data10.turn] AS answer11
