"""From the text of a GraphQL document to a prepared operation. Nothing here touches the store.

documents       parsing and validating, once for each text
limits          what a document may cost before and after it is parsed
scalars         EDTF
definitions     GraphQL types made at run time
arguments       the arguments of fields: their input types and what they mean
compiling       operations to plans: a walk that asks each field for its plan
units           the fields, each with its type, meaning, arguments and plan
schema          the GraphQL schema, made of them and the Model
introspection   answers about the schema itself
"""
