"""Which entities names in tables mean, for OpenRefine and others: the Reconciliation Service API, version 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/

asked       what a request asks, within its limits
names       what all entities are called, once per state of the data
matching    candidates for names, told apart by their values
values      values of entities, to tell them apart and to add them to a table
suggesting  completing ids, names, classes and properties
showing     little pages on entities
manifest    what this service offers
origins     pages of which origins may ask
serving     the addresses
"""
