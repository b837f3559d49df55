"""Pages for people: what was read of an entity as values for templates, and the templates.

    whole      the page of an entity, from queries.whole
    sections   its relations, each with its spells
    facts      its values, each with its sources
    disputes   where sources disagree
    bars       spells drawn over time
    dates      dates in words
    sources    who says so, and how sure that is
    plain      the same as JSON
    structured the same for search engines (schema.org)
    classes    the classes as a tree
    ontology   the reference of the ontology
    rendering  from values to HTML

All of it pure: values in, text out. Nothing here knows HTTP or the store.
"""
