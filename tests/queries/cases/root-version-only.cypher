MATCH (data1:FoederaDataVersion)
RETURN [[], data1.version, data1.turn] AS answer2
