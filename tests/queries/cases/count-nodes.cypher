CALL () {
  MATCH (organization1:FoederaEntity {id: $p0})
  WHERE organization1:FoederaOrganization
  CALL (organization1) {
    MATCH (organization1)<-[membership2:FOEDERA_MEMBER_OF]-(members3)
    WHERE membership2.startEarliest <= $p1 AND membership2.endLatest >= $p2
    RETURN count(DISTINCT members3) AS membersNumbers4
  }
  CALL (organization1) {
    MATCH (organization1)<-[membership5:FOEDERA_MEMBER_OF]-(members6)
    WHERE membership5.startEarliest <= $p3 AND membership5.endLatest >= $p4
    RETURN count(CASE WHEN membership5.startLatest <= $p5 AND membership5.endEarliest >= $p6 THEN 1 END) AS membersNumbers7
  }
  RETURN collect([[null, COUNT { MATCH (organization1)<-[membership8:FOEDERA_MEMBER_OF]-(members9) WHERE membership8.startEarliest <= $p7 AND membership8.endLatest >= $p8 }, [one10 IN organization1.coverage WHERE one10 STARTS WITH 'members '], membersNumbers4, membersNumbers7]]) AS organizationRows11
}
MATCH (data12:FoederaDataVersion)
RETURN [[[organizationRows11, null]], data12.version, data12.turn] AS answer13
