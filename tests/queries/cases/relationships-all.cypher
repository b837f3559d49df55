CALL () {
  MATCH (membersOf1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
  WHERE membership2.startEarliest <= $p0 AND membership2.endLatest >= $p0 AND membership2.spellStartEarliest <= $p1 AND members3.nameFolded STARTS WITH $p2 AND membership2.role = $p3
  RETURN collect([members3, membership2]) AS membershipsFound4
}
CALL (membershipsFound4) {
  UNWIND membershipsFound4 AS one5
  WITH one5[0] AS members6, one5[1] AS membership7
  WITH members6, membership7 ORDER BY members6.id, membership7.tiebreak LIMIT $p4
  CALL (membership7) {
    WITH endNode(membership7) AS organization8
    CALL (organization8) {
      MATCH (organization8)<-[membership9:FOEDERA_MEMBER_OF]-(members10)
      WHERE membership9.startEarliest <= $p5 AND membership9.endLatest >= $p5 AND membership9.spellStartEarliest <= $p6
      WITH members10, membership9 ORDER BY members10.id LIMIT $p7
      RETURN collect([members10.id]) AS membersRows11
    }
    RETURN collect([organization8.name, [membersRows11, null, [one12 IN organization8.coverage WHERE one12 STARTS WITH 'members ']]]) AS organizationRows13
  }
  RETURN collect([membership7.start, members6.id, [organizationRows13, null]]) AS membershipsRows14
}
CALL (membershipsFound4) {
  UNWIND membershipsFound4 AS one15
  WITH one15[0] AS members16, one15[1] AS membership17
  RETURN count(CASE WHEN membership17.startLatest <= $p8 AND membership17.endEarliest >= $p8 AND membership17.spellStartLatest <= $p9 THEN 1 END) AS membershipsNumbers18
}
MATCH (data19:FoederaDataVersion)
RETURN [[[membershipsRows14, size(membershipsFound4), membershipsNumbers18]], data19.version, data19.turn] AS answer20
