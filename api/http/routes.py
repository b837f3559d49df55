"""Routes that refuse what their address does not have: a parameter that nobody reads would be taken for one that narrows the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from starlette.datastructures import QueryParams
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.http.parameters import refuse_unknown


class Address(Route):
    """A route with the names of its `parameters`; None where they depend on more than the path, and the endpoint refuses by itself.

    It is only read unless `methods` are given; None where the endpoint answers to all of them.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        parameters: Collection[str] | None = (),
        *,
        methods: Collection[str] | None = ("GET",),
    ) -> None:
        super().__init__(path, endpoint, methods=methods)
        self.parameters = parameters

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer. Raises HTTPException (400) for a parameter that there is not."""
        asked_so = self.methods is None or scope["method"] in self.methods
        if self.parameters is not None and asked_so:
            refuse_unknown(QueryParams(scope["query_string"]), self.parameters)
        await super().handle(scope, receive, send)
