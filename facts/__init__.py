"""What sources say, as values: the common currency of loading, reading, RDF and export.

records      entities, claims, links, datasets, and their provenance
spans        the time in which something holds, as far as it is known
agreement    whether two statements may both be right
coverage     of which days a source speaks
listing      what is known of single lists
preference   which dataset's statement of a fact is preferred
redirects    former ids and the entities they lead to now
"""
