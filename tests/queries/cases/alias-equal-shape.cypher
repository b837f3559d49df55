CALL () {
  UNWIND $p0 AS given1
  CALL (given1) {
    MATCH (alliance2:FoederaEntity {id: given1[0]})
    WHERE alliance2:FoederaAlliance
    CALL (alliance2, given1) {
      MATCH (alliance2)<-[membership3:FOEDERA_MEMBER_OF]-(members4)
      WHERE membership3.startEarliest <= given1[1] AND membership3.endLatest >= given1[1] AND membership3.spellStartEarliest <= given1[2]
      WITH members4, membership3 ORDER BY members4.id LIMIT $p1
      RETURN collect([members4.id]) AS membersRows5
    }
    RETURN collect([[membersRows5, null, [one6 IN alliance2.coverage WHERE one6 STARTS WITH 'members ']]]) AS allianceRows7
  }
  RETURN collect([allianceRows7, null]) AS answers8
}
MATCH (data9:FoederaDataVersion)
RETURN [[answers8], data9.version, data9.turn] AS answer10
