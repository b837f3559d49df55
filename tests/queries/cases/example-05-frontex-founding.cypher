CALL () {
  MATCH (n2:Entity {id: $p0}) WHERE n2:InternationalAgency
  CALL (n2) {
    MATCH (n2)<-[r6:ESTABLISHES]-(n5)
    WITH n5, r6 ORDER BY n5.signedEarliest, n5.id LIMIT $p1
    CALL (n5) {
      MATCH (n5)<-[r9:SUPERSEDES]-(n8)
      WITH n8, r9 ORDER BY n8.id, r9.tiebreak LIMIT $p2
      RETURN collect([n8.id, n8.name, n8.signed, r9.source]) AS b7
    }
    RETURN collect([n5.id, n5.name, n5.signed, n5.inForce, n5.terminated, n5.citation, [b7, null]]) AS b4
  }
  RETURN collect([n2.name, n2.founded, [b4, null]]) AS b1
}
MATCH (v:DataVersion)
RETURN [[[b1, null]], v.version] AS answer
