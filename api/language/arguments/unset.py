"""Variables without a value in the conditions of filters.

By GraphQL's rules a field of an input object whose variable has no value counts as not written, so `{iso2: {eq: $code}}` would be
`{iso2: {}}` and select everything: the opposite of what is asked for. Such an operation is refused, and the error names the variable.
"""

from __future__ import annotations

from collections.abc import Container

from graphql import ListValueNode, ObjectValueNode, ValueNode, VariableNode

from common.errors import QueryError
from queries import plans

FILTER = "filter"
# Objects with these fields alone are conditions; others are filters, whose fields may be left to variables.
WORDS = {word.value for kind in (plans.Op, plans.Quantifier) for word in kind}


def refuse_unset(value: ValueNode, given: Container[str]) -> None:
    """Refuse a filter with a condition that is empty for want of a variable. `given` are the variables with a value. Raises QueryError."""
    if isinstance(value, ListValueNode):
        for item in value.values:
            refuse_unset(item, given)
    if not isinstance(value, ObjectValueNode):
        return
    unset = [f.value.name.value for f in value.fields if isinstance(f.value, VariableNode) and f.value.name.value not in given]
    if unset and len(unset) == len(value.fields) and all(f.name.value in WORDS for f in value.fields):
        raise QueryError(f"a condition of the filter compares with ${unset[0]}, which has no value", REMEDY)
    for field in value.fields:
        refuse_unset(field.value, given)


REMEDY = "give it a value, leave the condition out, or ask with isNull for what has no value"
