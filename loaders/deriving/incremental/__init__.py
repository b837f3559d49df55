"""The changes of a load, found in the parts of the state that it can touch, with the code that derives the whole.

moved     what is said under ids that lead elsewhere
touched   which records differ
known     the records by the entities that they are about
held      what is asked of the graph: the state before
reach     which parts of the state the differing records can change
finding   these parts as they are and as they will be, and the changes from one to the other
search    the properties of entities for the search, which follow from names and numbers of others

The whole derivation stays the measure: both lead to the same state, and where much changes it is done instead.
"""
