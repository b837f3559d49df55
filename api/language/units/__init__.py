"""The fields of the API, a file for each unit: name, type, meaning, arguments and plan of a field stand in one place.

field        what a field is
property     properties of entities and relationships
entity       objects of classes, with their relations
claims       the claims on an entity
connection   lists
edge         elements of lists, with their relationships
page_info    where a page stands
aggregate    numbers over a list
highlights   where a search found its words
roots        the fields of Query, a file for each kind
"""
