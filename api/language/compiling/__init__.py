"""From a GraphQL operation to a plan (queries.plans) and the functions that shape its rows into the answer.

operation    the whole: a walk over its fields
call         one field of the operation, as its plan sees it
nodes        the object of a node
draft        a list while what is wanted of it is being gathered
compilation  what all fields of the operation share
watches      where an answer tells how much is known of a list
compiled     what comes of it
shaping      from rows to the answer
"""

from api.language.compiling.compiled import CompiledOperation, Listed
from api.language.compiling.operation import compile_operation

__all__ = ["CompiledOperation", "Listed", "compile_operation"]
