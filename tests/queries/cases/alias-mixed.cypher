CALL () {
  UNWIND $p0 AS given1
  CALL (given1) {
    MATCH (alliance2:FoederaEntity {id: given1[0]})
    WHERE alliance2:FoederaAlliance
    RETURN collect([alliance2.name]) AS allianceRows3
  }
  RETURN collect([allianceRows3, null]) AS answers4
}
CALL () {
  MATCH (state5:FoederaState:FoederaEntity)
  USING INDEX SEEK state5:FoederaEntity(class, id)
  WHERE state5.class = 'State' AND state5.id IS NOT NULL
  WITH state5 ORDER BY state5.class, state5.id LIMIT $p1
  RETURN collect([state5.id]) AS stateRows6
}
MATCH (data7:FoederaDataVersion)
RETURN [[answers4, [stateRows6, null]], data7.version, data7.turn] AS answer8
