MATCH (data1:FoederaDataVersion)
RETURN [[], data1.version] AS answer2
