"""From the text of a GraphQL document to a prepared operation. Nothing here touches the store.

documents       parsing and validating, once for each text
limits          what a document may cost before and after it is parsed
scalars         EDTF
schema          the GraphQL types, made from the Model
compiling       operations to plans
introspection   answers about the schema itself
"""
