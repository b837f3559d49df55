CALL () {
  UNWIND $p0 AS given1
  CALL (given1) {
    MATCH (alliance2:FoederaEntity {id: given1[0]})
    WHERE alliance2:FoederaAlliance
    CALL (alliance2, given1) {
      MATCH (alliance2)<-[membership3:FOEDERA_MEMBER_OF]-(members4)
      WHERE membership3.startEarliest <= given1[1] AND membership3.endLatest >= given1[1] AND membership3.spellStartEarliest <= given1[2]
      WITH members4, membership3 ORDER BY members4.id LIMIT $p1
      CALL (members4, given1) {
        MATCH (members4)-[membership5:FOEDERA_MEMBER_OF]->(memberOf6)
        WHERE membership5.startEarliest <= given1[3] AND membership5.endLatest >= given1[3] AND membership5.spellStartEarliest <= given1[4]
        WITH memberOf6, membership5 ORDER BY memberOf6.id LIMIT $p2
        RETURN collect([memberOf6.id]) AS memberOfRows7
      }
      RETURN collect([[memberOfRows7, null]]) AS membersRows8
    }
    RETURN collect([[membersRows8, null]]) AS allianceRows9
  }
  RETURN collect([allianceRows9, null]) AS answers10
}
MATCH (data11:FoederaDataVersion)
RETURN [[answers10], data11.version] AS answer12
