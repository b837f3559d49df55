"""What tells operations apart in caches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from graphql import GraphQLError

from common.dates import today


class OperationKey(NamedTuple):
    """All that the meaning of an operation depends on, besides the data. `variables` are JSON with sorted names.

    The lists of a `table` are longer.
    """

    text: str
    name: str | None
    variables: bytes
    day: str
    table: bool = False

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return len(self.text) + len(self.variables)


def key_of(text: str, name: str | None, variables: Mapping[str, Any], *, table: bool = False) -> OperationKey:
    """The key of an operation asked today. Raises GraphQLError for variables that are not JSON."""
    try:
        encoded = orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:  # an ordinary TypeError, which must not be taken for one of ours further up
        raise GraphQLError("The variables are nested too deep, or are not JSON.") from error
    return OperationKey(text, name, encoded, today(), table)
