CALL () {
  MATCH (organization1:FoederaEntity {id: $p0})
  WHERE organization1:FoederaOrganization
  CALL (organization1) {
    MATCH (organization1)-[line2:FOEDERA_SUCCEEDS*0..12]-(organizationKin3)
    WHERE all(link4 IN line2 WHERE link4.kind = $p1)
    MATCH (organizationKin3)<-[membership5:FOEDERA_MEMBER_OF]-(members6)
    WHERE membership5.startEarliest <= $p2 AND membership5.endLatest >= $p2 AND membership5.spellStartEarliest <= $p3
    WITH members6, membership5 ORDER BY members6.id
    RETURN collect([members6, membership5]) AS membersFound7
  }
  CALL (membersFound7) {
    UNWIND membersFound7 AS one8
    WITH one8[0] AS members9, one8[1] AS membership10
    WITH members9, membership10 LIMIT $p4
    RETURN collect([members9.id]) AS membersRows11
  }
  RETURN collect([[membersRows11, size(membersFound7), [one12 IN organization1.coverage WHERE one12 STARTS WITH 'members ']]]) AS organizationRows13
}
MATCH (data14:FoederaDataVersion)
RETURN [[[organizationRows13, null]], data14.version, data14.turn] AS answer15
