"""The arguments of fields: their input types, and what their values mean.

scope        time and sources
paging       first, after, last, before; cursors
ordering     sort
comparisons  conditions on one value
filtering    filter: conditions on elements and on what they are related to
dimensions   by, byEdge: what to count by
keys         key: one entity by an identifier
inputs       the input types of a Model, all together

Values come coerced by graphql-core, as plain dicts and lists.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

Args = Mapping[str, Any]


def name_of(value: object) -> str:
    """The name of an enumeration's value, as it was coerced."""
    return str(value.value) if isinstance(value, enum.Enum) else str(value)
