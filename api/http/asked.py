"""What the address of a document on an entity asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from api.formats import RDF, Offer
from common.dates import InvalidDateError, bounds, without_time
from common.errors import UsageError

MOST_SKIPPED = 1_000_000
PARAMETERS = ("at", "relation", "skip")
OF_WHOLE = ("at",)
"""Those of documents that are not cut into pages."""
WHOLE = frozenset(offer.suffix for offer in RDF)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for of an entity: as of `at`, of one relation only, from a number on, as some datasets have it."""

    id: str
    at: str | None = None
    relation: str | None = None
    skip: int = 0
    datasets: tuple[str, ...] | None = None
    given: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def query(self) -> str:
        """The query string that asks the same."""
        return _query(self.given)

    def query_in(self, offer: Offer) -> str:
        """The query string that asks the same of a format, as far as there is that in it."""
        known = parameters_of(offer.suffix)
        return _query([pair for pair in self.given if pair[0] in known])


def parameters_of(suffix: str) -> tuple[str, ...]:
    """What there is to ask of documents with a suffix."""
    return OF_WHOLE if suffix in WHOLE else PARAMETERS


def _query(given: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(given)}" if given else ""


def asked_of(given: Mapping[str, str], name: str) -> Asked:
    """What the parameters of an address ask of an entity. Raises UsageError."""
    at, relation, skip = given.get("at") or None, given.get("relation") or None, given.get("skip") or "0"
    if at is not None:
        at = without_time(at)
        try:
            bounds(at)
        except InvalidDateError as error:
            raise UsageError(error.of("at")) from error
    if not (skip.isascii() and skip.isdecimal() and len(skip) <= 7 and int(skip) <= MOST_SKIPPED):
        raise UsageError("skip has to be a number from 0 on.")
    pairs = (("at", at), ("relation", relation), ("skip", skip if skip != "0" else None))
    return Asked(name, at, relation, int(skip), given=tuple((key, value) for key, value in pairs if value))
