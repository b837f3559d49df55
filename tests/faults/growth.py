"""Whether a server grows: while the same kinds of questions come for a long time, and while everything that comes is different."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import suppress

import httpx
import psutil

from tests.faults.pressure import SMALL, Reading, client, dated, megabytes

WARM = 0.25
"""Of the time of a soak, until it is measured for the first time."""
LOOK = 500
"""Requests between two looks at the caches."""
TOLERANCE = 0.03
LETTERS = 400
"""What of a text is searched for."""
COSTLY = (
    """{ states(time: {at: "DAY"}, filter: {memberOf: {some: {node: {members: {some: {node: {name: {contains: "x"}}}}}}}})
         { totalCount nodes { name } } }""",
    '{ states(time: {at: "DAY"}, first: 300) { nodes { name memberOf(first: 200) { nodes { name description } } } } }',
    '{ agencies(time: {at: "DAY"}, first: 1000, sort: [{name: DESC}]) { totalCount nodes { name description } } }',
    '{ search(text: "border force DAY of the united kingdom", first: 100) { edges { score node { name } } } }',
    """{ agreements(time: {at: "DAY"}, first: 500, sort: [{parties: {count: DESC}}])
         { nodes { name parties(first: 100) { totalCount edges { start node { name } } } } } }""",
)
"""Each is asked for another day each time, so that no cache has its answer."""


def soak(url: str, process: int, seconds: float) -> Reading:
    """Memory, threads and open files once it is warm and at the end, with many kinds of questions."""
    first: tuple[float, int, int] | None = None
    begun, done = time.monotonic(), 0
    with client(url, 1) as mine:
        for text in dated([SMALL, *COSTLY]):
            mine.post("/graphql", json={"query": text})
            done += 1
            passed = time.monotonic() - begun
            if first is None and passed > seconds * WARM:
                first = _resources(process)
            if passed > seconds:
                break
    last = _resources(process)
    assert first is not None
    memory, threads, files = (f"{one:,.0f} → {other:,.0f}" for one, other in zip(first, last, strict=True))
    words = f"{done:,} answers in {seconds:,.0f} s: {memory} MB, {threads} threads, {files} files"
    good = last[0] <= first[0] * 1.15 and last[1] <= first[1] + 4 and last[2] <= first[2] + 8
    return Reading("Soak", words, "flat", good)


def distinct(url: str, process: int, number: int, seconds: float) -> Reading:
    """The memory while no two requests are alike, from the moment when all caches are full: it has to stay.

    Texts, ids in them, ids of pages, texts that are searched for and clients are all new each time.
    """
    begun, full, before = time.monotonic(), 0, 0.0
    with client(url, 1) as mine:
        entries = _entries(mine)
        for done in range(1, number + 1):
            _ask_anew(mine, done)
            if not full and done % LOOK == 0:
                last, entries = entries, _entries(mine)
                if _are_full(last, entries):
                    full, before = done, megabytes(process)
            if time.monotonic() - begun > seconds:
                break
    after = megabytes(process)
    what = f"{done:,} requests, each of its own text, id, search and client"
    if not full:
        return Reading(what, f"{after:,.0f} MB; the caches were not full in {seconds:,.0f} s", "no growth once caches are full", good=False)
    each = (after - before) * 1e6 / max(1, done - full)
    words = f"{before:,.0f} MB when the caches were full, after {full:,}; {after:,.0f} MB at the end: {each:,.0f} bytes for a request"
    return Reading(what, words, "no growth once caches are full", after <= before * (1 + TOLERANCE))


def _ask_anew(mine: httpx.Client, number: int) -> None:
    """Ask what was never asked before, as a client that was never seen before."""
    address = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    headers = {"X-Forwarded-For": f"10.{address.partition('.')[2]}"}
    match number % 4:
        case 0:
            some = f"members(first: {number % 50 + 1}) {{ totalCount }}"
            text = f'query Q{number} {{ alliance(key: {{id: "nato"}}) {{ a{number}: name {some} }} }}'
            digest = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}
            answer = mine.post("/graphql", json={"query": text, "extensions": digest}, headers=headers)
        case 1:
            text = "query ($id: ID!) { alliance(key: {id: $id}) { name } }"
            answer = mine.post("/graphql", json={"query": text, "variables": {"id": f"nothing-{number}"}}, headers=headers)
        case 2:
            text = "query ($text: String!) { search(text: $text, first: 1) { edges { node { name } } } }"
            words = (f"border {number} force " * LETTERS)[:LETTERS]
            answer = mine.post("/graphql", json={"query": text, "variables": {"text": words}}, headers=headers)
        case _:
            answer = mine.get(f"/id/nothing-{number}", headers=headers)
    assert answer.status_code in (200, 404), answer.text


def _entries(mine: httpx.Client) -> dict[str, float]:
    """What every cache holds."""
    text = mine.get("/metrics").text
    return {name: float(found) for name, found in re.findall(r'^foedera_cache_entries\{cache="(\w+)"\} (\S+)$', text, re.MULTILINE)}


def _are_full(before: dict[str, float], now: dict[str, float]) -> bool:
    """Whether no cache has grown by more than a hundredth."""
    return all(found <= before.get(name, 0) * 1.01 + 1 for name, found in now.items())


def _resources(process: int) -> tuple[float, int, int]:
    every = [psutil.Process(process), *(p for p in psutil.Process(process).children(recursive=True) if "java" not in p.name())]
    threads = files = 0
    for one in every:
        with suppress(psutil.Error):
            threads, files = threads + one.num_threads(), files + one.num_fds()
    return megabytes(process), threads, files
