"""What is known of the request that is being served, for the log."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoggedOperation:
    """What the log says of an operation. `cost` is None when it was refused before it had a price."""

    name: str | None
    cost: int | None
    cached: bool

    def shown(self) -> dict[str, str | int | bool | None]:
        """As it stands in the log."""
        return {"name": self.name, "cost": self.cost, "cached": self.cached}


@dataclass(slots=True)
class CurrentRequest:
    """The request being served. The endpoint sets `operation` once there is an answer, and before it `name`: that of a valid operation.

    `token` is the name of the bearer token that came with it.
    """

    id: str
    name: str | None = None
    token: str | None = None
    operation: LoggedOperation | None = None


current_request: ContextVar[CurrentRequest | None] = ContextVar("current_request", default=None)
