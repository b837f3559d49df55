"""What is checked before anything is written, by a load and by `foedera check`.

    conforming    records against the ontology; a load insists on this
    resolving     references by id or key to ids
    rules         the codes of the checks, and the SHACL component of each
    run           a run of `foedera check`: read, check, compare with what is known
    whole         a check of everything that a store holds
    targets       what is to be checked, and what it is checked against
    shipped       the core as the background of checks, kept in the cache folder
    oddities      all warnings together, for a check and for a load
    lives         dates of entities and relationships against each other
    overlaps      rows of one dataset that say the same twice
    hierarchies   hierarchies that lead back to where they began
    covering      what datasets declare to know
    preference    what nobody would see, because a complete list denies it
    terms         facts in the store in terms that the ontology no longer has
    provenance    who says so, and when it was read
    duplicates    entities that are likely the same
    identities    ids under which two datasets describe different things
    formats       text, JSON, SARIF and a SHACL report

Nothing here writes anything.
"""
