"""The mapping between facts and RDF.

triples   records as triples in the terms of the ontology
"""
