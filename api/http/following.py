"""`/changes?since=…`: what changed since a version of the data; `/changes.json` and `/changes.atom`: a feed of loads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answering.following import Following, Since
from api.cache import Cache
from api.http import addresses
from api.http.catalog import site_of
from api.http.clients import client_of
from api.http.gate import Gate
from api.http.problems import failed, problem
from api.http.tags import has, tag_of
from common.errors import FoederaError, NotFoundError
from facts.following import Differences
from facts.journal import LoadEntry
from facts.records import LinkRecord

MOST = 10_000
"""So many of each kind are named; all are counted."""
RECENT = 50
"""So many loads stand in a feed."""
REMEMBERED = 16 * 1024 * 1024
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "Foedera: changes of the data"


class Changes:
    """Answers at the addresses of changes. `base`: the address of this server, if it is set."""

    def __init__(self, following: Following, gate: Gate, base: str) -> None:
        self.following = following
        self.gate = gate
        self.base = base
        self.known: Cache[tuple[str, str], bytes] = Cache(REMEMBERED)

    async def since(self, request: Request) -> Response:
        """What changed since a version, as JSON; 404 for one that is not known (any more)."""
        version = request.query_params.get("since", "")
        if not version:
            return problem(request, 400, "since is missing: the data version that you have, such as dataVersion in an answer.")
        try:
            async with self.gate.place(client_of(request.scope)):
                newest = (await self.following.loads())[-1].version
                body = self.known.get((version, newest))
                if body is None:
                    found = await self.following.since(version)
                    body = await run_in_threadpool(_body, found)
                    self.known.put((version, found.version), body, len(body))
        except NotFoundError as error:
            return problem(request, 404, f"{error.message} ({error.hint}).", code="UNKNOWN_VERSION")
        except FoederaError as error:
            return failed(request, error)
        return _tagged(request, body, "application/json")

    async def feed(self, request: Request) -> Response:
        """The newest loads as a feed: JSON Feed or Atom."""
        suffix = request.path_params["suffix"]
        if suffix not in ("json", "atom"):
            return problem(request, 404, "The feed of changes is /changes.json or /changes.atom.")
        try:
            async with self.gate.place(client_of(request.scope)):
                loads = await self.following.loads()
        except FoederaError as error:
            return failed(request, error)
        site = site_of(request, self.base)
        items = list(_items(loads, site))[-RECENT:][::-1]
        if suffix == "json":
            return _tagged(request, _json_feed(items, site), "application/feed+json")
        return _tagged(request, _atom_feed(items, site), "application/atom+xml")


def _items(loads: Sequence[LoadEntry], site: str) -> Iterator[dict[str, str]]:
    """One for each load, oldest first, with the address of what it changed and what was changed since."""
    before = ""
    for run, group in groupby(loads, key=lambda entry: entry.run):
        entries = list(group)
        changed = (f"{e.dataset}: {e.counts.added} added, {e.counts.changed} changed, {e.counts.removed} removed" for e in entries)
        version = entries[-1].version
        yield {
            "id": f"urn:foedera:load:{run}",
            "version": version,
            "title": f"Data version {version}",
            "text": "; ".join(changed),
            "when": entries[-1].finished or entries[-1].started,
            "url": f"{site}{addresses.CHANGES}?since={before}" if before else f"{site}{addresses.CATALOG}",
        }
        before = version


def _json_feed(items: Sequence[dict[str, str]], site: str) -> bytes:
    listed = [
        {"id": i["id"], "url": i["url"], "title": i["title"], "content_text": i["text"], "date_published": i["when"],
         "_foedera": {"dataVersion": i["version"]}}
        for i in items
    ]  # fmt: skip
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "home_page_url": site,
        "feed_url": f"{site}{addresses.CHANGES}.json",
    }
    return orjson.dumps(head | {"items": listed})


def _atom_feed(items: Sequence[dict[str, str]], site: str) -> bytes:
    feed = ET.Element("feed", xmlns=ATOM)
    address = f"{site}{addresses.CHANGES}.atom"
    _texts(feed, id=address, title=TITLE, updated=items[0]["when"])
    ET.SubElement(feed, "link", rel="self", href=address)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = "Foedera"
    for item in items:
        entry = ET.SubElement(feed, "entry")
        _texts(entry, id=item["id"], title=item["title"], updated=item["when"], summary=item["text"])
        ET.SubElement(entry, "link", href=item["url"])
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def _texts(above: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(above, name).text = text


def _body(found: Since) -> bytes:
    datasets = {one.dataset: {"entities": _shown(one.entities), "relationships": _shown(one.relationships)} for one in found.datasets}
    return orjson.dumps({"since": found.since, "dataVersion": found.version, "datasets": datasets})


def _shown(found: Differences[Any]) -> dict[str, Any]:
    groups = {"added": found.added, "changed": found.changed, "removed": found.removed}
    listed = {name: [_plain(one) for one in group[:MOST]] for name, group in groups.items()}
    return {"counts": {name: len(group) for name, group in groups.items()}, **listed}


def _plain(one: str | LinkRecord) -> Any:
    if isinstance(one, str):
        return one
    return {"statementId": one.id, "relation": one.relation, "from": one.subject, "to": one.object}


def _tagged(request: Request, body: bytes, media: str) -> Response:
    tag = tag_of(body)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return Response(status_code=304, headers=headers) if has(request, tag) else Response(body, headers=headers, media_type=media)
