"""Readers that ask all the time while loads alternate, and see whether an answer mixes two states.

Every name carries the load it is of. The memberships of the better dataset are there or not; without them, those of the other one are
preferred, under another type of relationship. So every part of an answer tells of which state it is.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

QUESTIONS = (
    """{ league: alliance(key: {id: "league"}) { name members(first: 1000) { totalCount edges { remark node { name } } } } dataVersion }""",
    """{ league: alliance(key: {id: "league"}) { name members(first: 1) { totalCount edges { remark node { name } } } }
         last: alliance(key: {id: "league"}) { name members(first: 1, filter: {remark: {eq: "Theirs"}}) { totalCount } } dataVersion }""",
    """{ states(first: 300) { nodes { name memberOf(first: 200) { edges { remark node { name } } } } } }""",
)
"""The last one is large enough to be streamed, unless it is cached."""
OK, REFUSED = 200, (502, 503, 504)
PAUSE_SECONDS = 0.01
PATIENCE_SECONDS = 60.0


def write_files(folder: Path, size: int) -> dict[str, str]:
    """Files of the two states of dataset `mine`, and one of `theirs`, with so many members each."""
    found = {}
    for name in ("With", "Without", "Theirs"):
        dataset, rank = ("theirs", 2) if name == "Theirs" else ("mine", 1)
        lines = [f"datasets: [{{id: {dataset}, title: T, rank: {rank}, licence: CC0}}]", f"dataset: {dataset}", "source: S", "entities:"]
        # The better dataset names everything, so that names are of its last load.
        lines.append(f"- {{id: league, class: Alliance, name: {name}}}")
        for i in range(size):
            link = "" if name == "Without" else f", memberOf: {{ref: league, start: 1950, remark: {name}}}"
            lines.append(f"- {{id: s{i}, class: State, name: {name} {i}{link}}}")
        file = folder / f"{name}.yaml"
        file.write_text("\n".join(lines), encoding="utf-8")
        found[name] = str(file)
    return found


@dataclass
class Seen:
    """What readers saw: answers, what was wrong in them, and what came of all questions (`outcomes`)."""

    size: int
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, outcome: str, answer: dict[str, Any] | None, seconds: float) -> None:
        """Take note of what came of a question: it was answered, streamed, refused with a status, or broke off."""
        with self._lock:
            self.outcomes[outcome] += 1
            self.slowest = max(self.slowest, seconds)
            if answer is not None:
                self.see(answer)
            elif outcome.isdigit() and int(outcome) not in REFUSED:
                self.wrong.append(f"status {outcome}")

    def see(self, answer: dict[str, Any]) -> None:
        """Look at one answer."""
        self.answers += 1
        names, remarks, counts = set(), set(), set()
        for key, value in _walk(answer["data"]):
            match key:
                case "name":
                    names.add(value.split(" ")[0])
                case "remark":
                    remarks.add(value)
                case "totalCount":
                    counts.add(value)
        version = answer["extensions"]["dataVersion"]
        [name, *others] = names
        told = self.states.setdefault(version, name)
        expected = {"With": "With", "Without": "Theirs"}.get(name)
        self.kinds[name] += 1
        if others or told != name or remarks != {expected} or not counts <= {self.size, 0 if name == "With" else self.size}:
            self.wrong.append(f"{version} is {told}: names {names}, remarks {remarks}, counts {counts}")


def _walk(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield key, below
            yield from _walk(below)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)


@contextmanager
def readers(url: str, size: int, number: int, pause: float = PAUSE_SECONDS) -> Iterator[Seen]:
    """So many clients that ask as long as this is open."""
    seen, over = Seen(size), threading.Event()

    def read(asked: Iterator[str]) -> None:
        with httpx.Client(base_url=url, timeout=PATIENCE_SECONDS) as client:
            while not over.is_set():
                ask(seen, client, next(asked))
                over.wait(pause)

    threads = [threading.Thread(target=read, args=(questions(i),)) for i in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def questions(reader: int) -> Iterator[str]:
    """What a reader asks: each question in turn, and every second time as a text that no cache knows."""
    for number in itertools.count(reader):
        question = QUESTIONS[number % len(QUESTIONS)]
        yield f"{question} # {reader}, {number}" if number // len(QUESTIONS) % 2 else question


def ask(seen: Seen, client: httpx.Client, question: str) -> None:
    """Ask once, and take note of what came."""
    begun = time.monotonic()
    outcome, answer = _post(client, question)
    seen.note(outcome, answer, time.monotonic() - begun)


def _post(client: httpx.Client, question: str) -> tuple[str, dict[str, Any] | None]:
    """What came of a question, and its answer if there is one."""
    try:
        response = client.post("/graphql", json={"query": question})
        if response.status_code == OK:
            return ("answered" if "content-length" in response.headers else "streamed"), response.json()
    except httpx.ConnectError:
        return "no connection", None
    except httpx.TimeoutException:
        return f"silent for {PATIENCE_SECONDS:.0f} s", None
    except (httpx.TransportError, ValueError):
        return "broke off", None
    again = "" if "retry-after" in response.headers else " without Retry-After"
    return f"{response.status_code}{again}", None
