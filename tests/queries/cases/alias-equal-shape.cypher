CALL () {
  UNWIND $g0 AS given
  CALL (given) {
    MATCH (n2:Entity {id: given[0]}) WHERE n2:Alliance
    CALL (n2, given) {
      MATCH (n2)<-[r6:MEMBER_OF]-(n5) WHERE r6.startEarliest <= given[1] AND r6.endLatest >= given[2]
      WITH n5, r6 ORDER BY n5.id LIMIT $g0bound0
      RETURN collect([n5.id]) AS b4
    }
    RETURN collect([[b4, null]]) AS b1
  }
  RETURN collect([b1, null]) AS g0
}
MATCH (v:DataVersion)
RETURN [[g0], v.version] AS answer
