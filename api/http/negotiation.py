"""Which representation of a thing a client gets: by the suffix of an address, or by what its Accept header prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.formats import Offer

ALIASES = {"application/xhtml+xml": "text/html", "application/x-turtle": "text/turtle", "text/x-turtle": "text/turtle"}
MOST_RANGES = 64
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)\s*")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Range:
    """What a client accepts, and how much it likes that."""

    kind: str
    subtype: str
    quality: float

    def fit(self, media: str) -> int:
        """How particularly it names a media type; 0: it does not."""
        kind, _, subtype = media.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        return {(kind, "*"): 2, ("*", "*"): 1}.get((self.kind, self.subtype), 0)


def choose(accept: str | None, offers: Sequence[Offer]) -> Offer | None:
    """The offer that a client likes best, of equal ones the first; None when it accepts none. An unreadable header accepts all."""
    wanted = _ranges(accept or "")
    if not wanted:
        return offers[0]
    best = max(offers, key=lambda offer: _liking(offer, wanted))
    return best if _liking(best, wanted) > 0 else None


def _liking(offer: Offer, wanted: Sequence[_Range]) -> float:
    """How much a client likes an offer: the most particular range decides."""
    fitting = [one for one in wanted if one.fit(offer.media)]
    return max(fitting, key=lambda one: one.fit(offer.media)).quality if fitting else 0.0


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.split(",")[:MOST_RANGES]:
        if match := _RANGE.fullmatch(part):
            quality = _QUALITY.search(match[3] or "")
            media = f"{match[1]}/{match[2]}".lower()
            kind, _, subtype = ALIASES.get(media, media).partition("/")
            found.append(_Range(kind, subtype, min(float(quality[1]), 1.0) if quality else 1.0))
    return found
