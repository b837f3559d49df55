"""What a server does under clients that ask for too much: how long others wait, and how much memory it takes.

Clients come from addresses of loopback of their own (127.0.0.2 and so on), as different users would.
"""

from __future__ import annotations

import itertools
import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import orjson
import psutil

from common.progress import to_stderr
from tests.faults.shapes import Request, day, requests
from tests.repeating import repeated

SMALL = '{ alliance(key: {id: "nato"}, time: {at: "DAY"}) { name members(first: 5) { totalCount nodes { name } } } }'
LARGEST = """{ states(first: 300) { nodes { name description aliases
    memberOf(first: 200) { edges { start end source node { name description } } } } } }"""
PATIENCE = 60.0


@dataclass(frozen=True)
class Reading:
    """What came out, and what it has to be: a line of the table."""

    what: str
    found: str
    goal: str
    good: bool

    def line(self) -> str:
        """As it stands in the table."""
        return f"| {self.what} | {self.found} | {self.goal} |"


def dated(texts: Sequence[str]) -> Iterator[str]:
    """The texts in turn, each for another day."""
    for number in itertools.count():
        yield texts[number % len(texts)].replace("DAY", day(number))


def client(url: str, number: int) -> httpx.Client:
    """A client with an address of its own."""
    return httpx.Client(base_url=url, timeout=PATIENCE, transport=httpx.HTTPTransport(verify=False, local_address=f"127.0.0.{number}"))


def megabytes(process: int) -> float:
    """The memory of a server and of all its processes but those of Neo4j."""
    found = 0
    for each in (psutil.Process(process), *psutil.Process(process).children(recursive=True)):
        with suppress(psutil.Error):
            found += 0 if "java" in each.name() else each.memory_info().rss
    return found / 1e6


def adversary(url: str, seconds: float, rate: float = 10) -> Reading:
    """The slowest twentieth of small operations, alone and while another client asks ten costly ones a second."""
    with client(url, 1) as mine:
        _tail(mine, seconds / 4)  # until it is warm
        while mine.get("/sparql", params={"query": "ASK {}"}).status_code == 503:
            time.sleep(1)  # until there is a snapshot
        quiet = _tail(mine, seconds)
        with _asking(url, rate) as sent:
            loaded = _tail(mine, seconds)
    ratio = loaded / quiet
    to_stderr(", ".join(f"{kind} {number}" for kind, number in sorted(sent.items())))
    beside = f"{sent['answered']:,} costly ones answered, {sent['refused']:,} refused, {sent['sent away']:,} sent away for now"
    words = f"{quiet * 1e3:.0f} ms alone, {loaded * 1e3:.0f} ms beside {beside}: × {ratio:.1f}"
    return Reading(f"p95 of a small operation beside {rate:g} costly ones a second", words, "≤ × 5", ratio <= 5)


def slow_readers(url: str, process: int, number: int = 200, seconds: float = 30) -> Reading:
    """The memory of the server while clients ask for a large answer and read nothing, and whether it answers others."""
    served, most, texts = 0, 0.0, dated([SMALL])
    with ExitStack() as opened, client(url, 1) as other:
        for i in range(number):
            opened.callback(_ask_and_wait(url, 10 + i // 100, LARGEST).close)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            most = max(most, megabytes(process))
            served += other.post("/graphql", json={"query": next(texts)}).status_code == 200
            time.sleep(0.2)
    words = f"{most:,.0f} MB at most; {served:,} answers to another client"
    return Reading(
        f"{number} clients that ask for {len(LARGEST):,} bytes of question and read nothing", words, "≤ 600 MB", most <= 600 and served > 0
    )


def many_connections(url: str, number: int = 5_000) -> Reading:
    """Whether a server answers while one address opens connections and says nothing on them."""
    place = urlsplit(url)
    opened, answers = [], 0
    try:
        for _ in range(number):
            with suppress(OSError):
                opened.append(socket.create_connection((str(place.hostname), place.port or 80), 5, source_address=("127.0.0.7", 0)))
        with client(url, 1) as other:
            texts = dated([SMALL])
            answers = sum(other.post("/graphql", json={"query": next(texts)}).status_code == 200 for _ in range(20))
    finally:
        for connection in opened:
            connection.close()
    return Reading(f"{number:,} connections from one address that say nothing", f"{answers} of 20 answers to another", "all", answers == 20)


def _tail(mine: httpx.Client, seconds: float) -> float:
    """The time that a twentieth of the small operations exceed, in seconds."""
    times, until, texts = [], time.monotonic() + seconds, dated([SMALL])
    while time.monotonic() < until:
        begun = time.monotonic()
        mine.post("/graphql", json={"query": next(texts)}).raise_for_status()
        times.append(time.monotonic() - begun)
        time.sleep(0.02)
    return statistics.quantiles(times, n=20)[-1]


@contextmanager
def _asking(url: str, rate: float) -> Iterator[Counter[str]]:
    """A client that asks for costly things at a steady rate; how many were answered and how many refused, in all and by kind."""
    sent, asked = Counter[str](), requests(seed=round(time.time()))

    def one(request: Request) -> None:
        outcome = "broken off"
        with suppress(httpx.HTTPError), client(url, 9) as theirs:
            answer = _sent(theirs, request)
            outcome = "answered" if answer.status_code == 200 and not answer.content.startswith(b'{"errors"') else "refused"
            if answer.status_code == 503:
                outcome = "sent away"
        sent[outcome] += 1
        sent[f"{request.kind}: {outcome}"] += 1

    waiting: list[threading.Thread] = []

    def ask() -> None:
        waiting.append(threading.Thread(target=one, args=(next(asked),), daemon=True))
        waiting[-1].start()

    try:
        with repeated(ask, pause=1 / rate):
            yield sent
    finally:
        for each in waiting:  # so that what comes next is measured alone
            each.join(PATIENCE)


def _sent(theirs: httpx.Client, request: Request) -> httpx.Response:
    if request.query:
        return theirs.post(request.path, json={"query": request.query})
    return theirs.get(request.path, params=request.given or None)


def _ask_and_wait(url: str, address: int, query: str) -> socket.socket:
    """A connection on which something was asked and nothing is read."""
    place = urlsplit(url)
    body = orjson.dumps({"query": query})
    found = socket.create_connection((str(place.hostname), place.port or 80), 10, source_address=(f"127.0.0.{address}", 0))
    found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    found.sendall(head.encode() + body)
    return found
