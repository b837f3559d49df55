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
      RETURN collect([[memberOfRows7, null, [one8 IN members4.coverage WHERE one8 STARTS WITH 'memberOf ']]]) AS membersRows9
    }
    RETURN collect([[membersRows9, null, [one10 IN alliance2.coverage WHERE one10 STARTS WITH 'members ']]]) AS allianceRows11
  }
  RETURN collect([allianceRows11, null]) AS answers12
}
MATCH (data13:FoederaDataVersion)
RETURN [[answers12], data13.version, data13.turn] AS answer14
