"""Everything `foedera check` does beyond what a load insists on.

    checking      a run: read, check, compare with what is known
    sources       what is to be checked, and what it is checked against
    shipped       the core as the background of checks, kept in the cache folder
    lives         dates of entities and relationships against each other
    provenance    who says so, and when it was read
    duplicates    entities that are likely the same
    rdf           records as RDF, over which pySHACL is the reference for the fast checks
    formats       text, JSON, SARIF and a SHACL report

Nothing here writes anything.
"""
