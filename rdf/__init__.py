"""The mapping between facts and RDF.

names      addresses and literals
values     values of properties as RDF terms
mapping    what the graph stores of a thing, as lines
sources    where an export reads from; `stored` is a store
export     the graph, or a part of it, as sorted lines
entity     all lines about one entity
concepts   the vocabularies of the ontology as SKOS
extent     which entities and relationships an export has
graphs     GraphML, Cypher and tables of relationships
outputs    every format behind one function, and the manifest
formats    lines in Turtle, JSON-LD and so on
triples    records as triples for the checks of shapes
sparql     queries over a snapshot, in processes that can be ended
reading    RDF from outside: parsed in a process of its own, in bounded time and memory
"""
