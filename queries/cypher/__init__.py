"""From a plan to one Cypher statement and its parameters: pure functions, no database.

    statement    the whole: its blocks, those of equal shape together, and the data version
    blocks       one block: finding, ordering, paging, columns, counts
    conditions   what has to hold of nodes and relationships
    names        variables and parameters

Three rules hold everywhere:
- every value is a parameter, and identifiers come from the Model alone, so no input can reach the text;
- the text depends on the shape of the plan only (names of variables and parameters are counted), so Neo4j plans each shape once;
- only what Cypher 5 of Neo4j 5.26 and later servers both accept.

Dates are ISO text: comparing text is a sixth of the cost of comparing temporal values, and sorts alike from year 1 to 9999.
"""

from queries.cypher.conditions import stored_for_order
from queries.cypher.statement import Compiled, render, render_rows

__all__ = ["Compiled", "render", "render_rows", "stored_for_order"]
