CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:Declaration
  CALL (n2) {
    MATCH (n2)<-[r6:PARTY_TO]-(n5) WHERE r6.startEarliest <= $p1 AND r6.endLatest >= $p2
    WITH n5, r6 ORDER BY n5.id, r6.tiebreak LIMIT $p3
    RETURN collect([n5.name, r6.role, r6.source]) AS b4
  }
  CALL (n2) {
    MATCH (n2)-[r9:IMPLEMENTS]->(n8)
    WITH n8, r9 ORDER BY n8.id, r9.tiebreak LIMIT $p4
    RETURN collect([n8.id, n8.name, r9.dataset, r9.source]) AS b7
  }
  CALL (n2) {
    MATCH (n2)<-[r12:ABOUT]-(n11) WHERE n11.property = $p5
    WITH n11, r12 ORDER BY n11.id LIMIT $p6
    RETURN collect([n11.value, n11.dataset, n11.source, n11.retrieved, n11.verification]) AS b10
  }
  RETURN collect([n2.name, n2.description, n2.signed, [b4, null], [b7, null], [b10, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
