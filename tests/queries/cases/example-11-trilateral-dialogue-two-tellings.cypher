CALL () {
  MATCH (forum1:FoederaEntity {id: $p0})
  WHERE forum1:FoederaForum
  CALL (forum1) {
    MATCH (forum1)<-[membership2:FOEDERA_MEMBER_OF|FOEDERA_MEMBER_OF_CLAIM]-(members3)
    WITH members3, membership2 ORDER BY membership2.datasetFolded, members3.nameFolded, members3.id, membership2.tiebreak LIMIT $p1
    RETURN collect([membership2.dataset, membership2.preferred, members3.name, membership2.source]) AS membersRows4
  }
  CALL (forum1) {
    MATCH (forum1)<-[link5:FOEDERA_OVER]-(conflicts6)
    WITH conflicts6, link5 ORDER BY conflicts6.id LIMIT $p2
    CALL (conflicts6) {
      MATCH (conflicts6)-[link7:FOEDERA_SIDES]->(sides8)
      WITH sides8, link7 ORDER BY sides8.id LIMIT $p3
      RETURN collect([sides8.dataset, sides8.value]) AS sidesRows9
    }
    RETURN collect([conflicts6.topic, conflicts6.explanation, [sidesRows9, null]]) AS conflictsRows10
  }
  RETURN collect([forum1.name, [membersRows4, null, [one11 IN forum1.coverage WHERE one11 STARTS WITH 'members ']], [conflictsRows10, null]]) AS forumRows12
}
MATCH (data13:FoederaDataVersion)
RETURN [[[forumRows12, null]], data13.version, data13.turn] AS answer14
