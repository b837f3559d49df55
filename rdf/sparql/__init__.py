"""SPARQL over a snapshot of the graph: read-only, in processes that can be ended.

limits     how much a query may be and take
guard      what the engine must not see
results    the formats of answers
counting   the rows of an answer
child      the process that answers
asking     asks such processes
faults     what the engine says, in words that help
snapshots  which snapshots there are, and who makes one; building is the process that does, progress how far it is
description  what the endpoint offers, as RDF
"""

from __future__ import annotations

from rdf.formats import Format
from rdf.sparql.asking import Answered, Children, Query, Running, UnacceptableError
from rdf.sparql.limits import QueryLimits
from rdf.sparql.results import MEDIA, Form, Results

__all__ = ["MEDIA", "Answered", "Children", "Form", "Format", "Query", "QueryLimits", "Results", "Running", "UnacceptableError"]
