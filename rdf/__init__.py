"""The mapping between facts and RDF.

triples   records as triples in the terms of the ontology
reading   RDF from outside: parsed in a process of its own, in bounded time and memory
"""
