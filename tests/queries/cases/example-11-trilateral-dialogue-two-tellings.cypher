CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Forum
  CALL (n2) {
    MATCH (n2)<-[r6:MEMBER_OF|MEMBER_OF_CLAIM]-(n5)
    WITH n5, r6 ORDER BY r6.datasetFolded, n5.nameFolded, n5.id, r6.tiebreak LIMIT $p1
    RETURN collect([r6.dataset, r6.preferred, n5.name, r6.source]) AS b4
  }
  CALL (n2) {
    MATCH (n2)<-[r9:OVER]-(n8)
    WITH n8, r9 ORDER BY n8.id LIMIT $p2
    CALL (n8) {
      MATCH (n8)-[r12:SIDES]->(n11)
      WITH n11, r12 ORDER BY n11.id LIMIT $p3
      RETURN collect([n11.dataset, n11.value]) AS b10
    }
    RETURN collect([n8.topic, n8.explanation, [b10, null]]) AS b7
  }
  RETURN collect([n2.name, [b4, null], [b7, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
