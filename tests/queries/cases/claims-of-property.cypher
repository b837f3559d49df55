CALL () {
  MATCH (alliance1:FoederaEntity {id: $p0})
  WHERE alliance1:FoederaAlliance
  CALL (alliance1) {
    MATCH (alliance1)<-[link2:FOEDERA_ABOUT]-(claims3)
    WHERE claims3.property = $p1
    WITH claims3, link2 ORDER BY claims3.id LIMIT $p2
    RETURN collect([claims3.value, claims3.preferred, claims3.dataset]) AS claimsRows4
  }
  RETURN collect([[claimsRows4, null]]) AS allianceRows5
}
MATCH (data6:FoederaDataVersion)
RETURN [[[allianceRows5, null]], data6.version, data6.turn] AS answer7
