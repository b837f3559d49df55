"""A large answer, streamed and in one piece: when it begins, when it ends, and what memory the server takes: `python -m bench.large`.

In one piece it comes with `explain: true`; the plan that this adds costs some milliseconds.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import orjson

from bench.contenders import OURS, running
from bench.pasting import paste
from bench.progress import report
from bench.stores import open_world
from graph import Store

ROUNDS = 3
ASKED = """{ states(first: 200) { nodes { id name partyTo(first: 1000) { edges {
    statementId dataset start end role signed preferred source node { id name signed } } } } } }"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds until the first and the last byte, bytes of the data, and the most memory (bytes) that the server took."""

    first: float
    last: float
    size: int
    memory: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table. The exit code is 1 when the two answers differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description="A large answer, streamed and in one piece.")
    parser.add_argument("--scale", type=int, default=10, help="size of the world: 10 (default) or 1")
    parser.add_argument("--page", metavar="FILE", type=Path, help="put the table into a page, such as docs/performance.md")
    options = parser.parse_args(arguments)
    with open_world(options.scale) as (store, _):
        streamed, whole = (_measure(store, explain=explain) for explain in (False, True))
    lines = ["| | first byte s | last byte s | data MB | memory of the server MB |", "|---|---|---|---|---|"]
    for name, found in (("streamed", streamed), ("in one piece", whole)):
        lines.append(f"| {name} | {found.first:.3f} | {found.last:.1f} | {found.size / 1e6:.1f} | {found.memory / 1e6:,.0f} |")
    text = "\n".join(lines) + "\n"
    print(text)
    if options.page:
        paste(options.page, "large", text)
    return 0 if streamed.size == whole.size else 1


def _measure(store: Store, *, explain: bool) -> Figures:
    report(f"a large answer, {'in one piece' if explain else 'streamed'}")
    body = {"query": ASKED, "extensions": {"explain": explain}}
    with running(OURS, store) as ours, httpx.Client(base_url=f"http://127.0.0.1:{ours.port}", timeout=120) as client:
        found = [_ask(client, body) for _ in range(ROUNDS + 1)][1:]
        status = Path(f"/proc/{ours.process}/status").read_text(encoding="ascii")
    most = re.search(r"VmHWM:\s+(\d+) kB", status)
    first, last = (statistics.median(times) for times in list(zip(*found, strict=True))[:2])
    return Figures(first, last, found[0][2], 1024 * int(most[1]) if most else 0)


def _ask(client: httpx.Client, body: object) -> tuple[float, float, int]:
    """Seconds until the first and the last byte, and the size of the data."""
    begun = time.perf_counter()
    first = None
    pieces = []
    with client.stream("POST", "/graphql", json=body, headers={"accept-encoding": "identity"}) as response:
        for piece in response.iter_raw():
            first = first or time.perf_counter() - begun
            pieces.append(piece)
    last = time.perf_counter() - begun
    return first or last, last, len(orjson.dumps(orjson.loads(b"".join(pieces))["data"]))


if __name__ == "__main__":
    sys.exit(main())
