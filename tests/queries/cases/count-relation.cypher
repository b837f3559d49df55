CALL () {
  MATCH (alliance1:Entity {id: $p0})
  WHERE alliance1:Alliance
  RETURN collect([[null, COUNT { MATCH (alliance1)<-[membership2:MEMBER_OF]-(members3) WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2 }]]) AS allianceRows4
}
MATCH (data5:DataVersion)
RETURN [[[allianceRows4, null]], data5.version] AS answer6
