MATCH (v:DataVersion)
RETURN [[], v.version] AS answer
