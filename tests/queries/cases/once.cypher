CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[membership2:FOEDERA_MEMBER_OF|FOEDERA_MEMBER_OF_CLAIM]-(members3)
    WHERE members3.nameFolded CONTAINS $p1
    WITH members3, membership2 ORDER BY CASE WHEN membership2.start IS NOT NULL THEN membership2.startEarliest END, membership2.tiebreak
    WITH members3, collect(membership2) AS membersStatements4
    WITH members3, membersStatements4, membersStatements4[0] AS membership5
    RETURN collect([members3, membership5, membersStatements4]) AS membersFound6
  }
  CALL (membersFound6) {
    UNWIND membersFound6 AS one7
    WITH one7[0] AS members8, one7[1] AS membership9, one7[2] AS membersStatements10
    WITH members8, membership9, membersStatements10 ORDER BY CASE WHEN membership9.start IS NOT NULL THEN membership9.startEarliest END, members8.id, membership9.tiebreak LIMIT $p2
    CALL (members8) {
      MATCH (members8)-[membership11:FOEDERA_MEMBER_OF|FOEDERA_MEMBER_OF_CLAIM]->(memberOf12)
      WITH memberOf12, membership11 ORDER BY membership11.tiebreak
      WITH memberOf12, collect(membership11) AS memberOfStatements13
      WITH memberOf12, memberOfStatements13, memberOfStatements13[0] AS membership14
      RETURN collect([memberOf12, membership14, memberOfStatements13]) AS memberOfFound15
    }
    CALL (memberOfFound15) {
      UNWIND memberOfFound15 AS one16
      WITH one16[0] AS memberOf17, one16[1] AS membership18, one16[2] AS memberOfStatements19
      WITH memberOf17, membership18, memberOfStatements19 ORDER BY memberOf17.id LIMIT $p3
      RETURN collect([memberOf17.id]) AS memberOfRows20
    }
    RETURN collect([CASE WHEN membership9.start IS NOT NULL THEN membership9.startEarliest END, members8.id, membership9.tiebreak, members8.name, [memberOfRows20, size(memberOfFound15), [one21 IN members8.coverage WHERE one21 STARTS WITH 'memberOf ']], [membership22 IN membersStatements10 | [membership22.id, membership22.start, membership22.end, coalesce(NOT coalesce(membership22.status IN $p4, false) AND (membership22.startLatest <= $p5 OR ((membership22.startLatest = '9999-12-31') = $p6 AND membership22.startEarliest <= $p7)), false), membership22.dataset, membership22.source]]]) AS membersRows23
  }
  CALL (membersFound6) {
    UNWIND membersFound6 AS one24
    WITH one24[0] AS members25, one24[1] AS membership26, one24[2] AS membersStatements27
    RETURN count(CASE WHEN any(membership28 IN membersStatements27 WHERE NOT coalesce(membership28.status IN $p8, false) AND (membership28.startLatest <= $p9 OR ((membership28.startLatest = '9999-12-31') = $p10 AND membership28.startEarliest <= $p11))) THEN 1 END) AS membersNumbers29
  }
  RETURN collect([[membersRows23, size(membersFound6), [one30 IN alliance1.coverage WHERE one30 STARTS WITH 'members '], membersNumbers29]]) AS allianceRows31
}
MATCH (data32:FoederaDataVersion)
RETURN [[[allianceRows31, null]], data32.version, data32.turn] AS answer33
