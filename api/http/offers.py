"""What addresses with several formats have in common: `/x` leads to the format that a client likes best, `/x.ttl` is one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.formats import Offer
from api.http.negotiation import choose
from api.http.problems import problem

Query = Callable[[Offer], str]
"""What stands behind the address of a format: a query string, or nothing."""


def _none(_offer: Offer) -> str:
    return ""


def preferred(request: Request, address: str, offers: Sequence[Offer]) -> Response:
    """303 to the format of `address` that the client likes best, or 406 with those that there are."""
    offer = choose(request.headers.get("accept"), offers)
    if offer is None:
        return not_acceptable(request, address, offers)
    return RedirectResponse(f"{address}.{offer.suffix}", 303, {"Vary": "Accept", "Cache-Control": "no-cache"})


def not_acceptable(request: Request, address: str, offers: Sequence[Offer], query: Query = _none) -> Response:
    """406 with the address of each format."""
    formats = {offer.media: f"{address}.{offer.suffix}{query(offer)}" for offer in offers}
    detail = f"There is nothing here that is accepted; there are {', '.join(formats)}."
    return problem(request, 406, detail, headers={"Link": alternates(address, offers, query=query)}, more={"formats": formats})


def offered(request: Request, suffix: str, offers: Sequence[Offer]) -> Offer | Response:
    """The format of a suffix, or 404 with those that there are."""
    found = next((one for one in offers if one.suffix == suffix), None)
    if found is not None:
        return found
    return problem(request, 404, f"There is no format .{suffix[:20]} here; there are {', '.join(f'.{one.suffix}' for one in offers)}.")


def alternates(address: str, offers: Sequence[Offer], besides: Offer | None = None, query: Query = _none) -> str:
    """The header that names a document in the other formats."""
    others = (one for one in offers if one is not besides)
    return ", ".join(f'<{address}.{one.suffix}{query(one)}>; rel="alternate"; type="{one.media}"' for one in others)
