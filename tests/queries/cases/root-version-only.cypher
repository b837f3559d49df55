MATCH (data1:DataVersion)
RETURN [[], data1.version] AS answer2
