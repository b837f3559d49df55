CALL () {
  MATCH (organization1:FoederaEntity {id: $p0})
  WHERE organization1:FoederaOrganization
  CALL (organization1) {
    MATCH (organization1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p1 AND membership2.spellStartEarliest <= $p2
    RETURN count(CASE WHEN membership2.startLatest <= $p3 AND membership2.endEarliest >= $p3 AND membership2.spellStartLatest <= $p4 THEN 1 END) AS membersNumbers4
  }
  RETURN collect([[null, null, membersNumbers4, [one5 IN organization1.coverage WHERE one5 STARTS WITH 'members ']]]) AS organizationRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[[organizationRows6, null]], data7.version, data7.turn] AS answer8
