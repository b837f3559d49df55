"""What sources say, as values: the common currency of loading, reading, RDF and export.

records      entities, claims, links, datasets, and their provenance
preference   which dataset's statement of a fact is preferred
redirects    former ids and the entities they lead to now
"""
