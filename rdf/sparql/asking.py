"""Asks processes that have a snapshot open, and ends those that take too long. A new one is there in a third of a second."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from common.errors import FoederaError, QueryRefusedError, StoreBusyError, UsageError
from rdf.compacting import NO_CONTEXT, Context
from rdf.formats import Format
from rdf.names import PREFIXES
from rdf.processes import Frames, write_frame
from rdf.sparql.child import FAILED, REFUSED, SYNTAX, UNACCEPTABLE
from rdf.sparql.faults import syntax_error
from rdf.sparql.guard import guard
from rdf.sparql.limits import LIMITS, QueryLimits
from rdf.sparql.results import Form, Results

START_SECONDS = 30.0
LESS = "ask for less: add LIMIT, name the class or relation, or join over fewer patterns"


@dataclass(frozen=True, slots=True)
class Query:
    """A query, the formats in which its answer is wanted, by what it turns out to ask for (None: not at all), and the graphs it is over.

    `default`, `named`: addresses of graphs by the protocol; they are in force before FROM. Without both and FROM: all together.
    """

    text: str
    results: Results | None = Results.JSON
    graphs: Format | None = Format.TTL
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and its format."""

    form: Form
    body: bytes


class UnacceptableError(UsageError):
    """The answer is none of the kind whose format is wanted. `kind`: results or graphs."""

    http_status = 406

    def __init__(self, kind: str) -> None:
        words = {"results": ("a table", ", ".join(Results)), "graphs": ("triples", ", ".join(Format))}
        super().__init__(f"the answer is {words[kind][0]}", f"ask for it as {words[kind][1]}")
        self.kind = kind


class Running:
    """A query that is being answered, which may be stopped from another thread."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def by(self, child: Child | None) -> None:
        """Note which process answers it."""
        with self._lock:
            self._child = child
            if child and self._stopped:
                child.kill()

    def stop(self) -> None:
        """End the process that answers it, now or as soon as there is one."""
        with self._lock:
            self._stopped = True
            if self._child:
                self._child.kill()


class Child:
    """One process, for one query at a time."""

    def __init__(self, folder: Path, limits: QueryLimits, context: Context = NO_CONTEXT) -> None:
        command = [sys.executable, "-I", "-m", "rdf.sparql.child", str(folder), str(limits.memory)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env={}, start_new_session=True)
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        self._frames = Frames(self._out)
        self._limits = limits
        self._context = context
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, query: Query, dataset: bool, prefixes: Mapping[str, str]) -> Answered:
        """Its answer. Raises QueryError, StoreBusyError; then it may be alive no more."""
        asked: dict[str, object] = {
            "text": query.text,
            "results": query.results,
            "graphs": query.graphs,
            "default": query.default,
            "named": query.named,
        }
        asked |= {"dataset": dataset, "rows": self._limits.rows, "answer": self._limits.answer, "prefixes": dict(prefixes)}
        if query.graphs is Format.JSONLD:
            asked["context"] = dict(self._context)
        try:
            if not self._ready:
                self._ready = self._take(START_SECONDS) is not None
            write_frame(self._in, "q", json.dumps(asked).encode())
            kind, said = self._take(self._limits.seconds)
            if kind == "o":
                return Answered(_form(said.decode()), self._take(self._limits.seconds)[1])
        except TimeoutError as error:
            self.end()
            raise StoreBusyError(f"the query was stopped after {self._limits.seconds:g} seconds", LESS) from error
        except (EOFError, OSError) as error:
            self.end()
            raise StoreBusyError("the query took too much memory, or was too complex, and was stopped", LESS) from error
        raise _fault(kind, said.decode("utf-8", "replace"))

    def _take(self, seconds: float) -> tuple[str, bytes]:
        if not (frame := self._frames.take(seconds)):
            raise EOFError
        return frame

    def kill(self) -> None:
        """End it, whatever it does, from any thread; who asks it then learns that it has ended."""
        self._process.kill()

    def end(self) -> None:
        """End it, and let go of its pipes."""
        self._process.kill()
        with suppress(OSError):  # it may have had a query to read still
            self._in.close()
        self._out.close()
        self._process.wait()


def _form(word: str) -> Form:
    return Results(word) if word in set(Results) else Format(word)


def _fault(kind: str, said: str) -> FoederaError:
    if kind == SYNTAX:
        return syntax_error(said)
    if kind == REFUSED:
        return QueryRefusedError(said, "add LIMIT, or ask for fewer columns")
    if kind == UNACCEPTABLE:
        return UnacceptableError(said)
    assert kind == FAILED
    return StoreBusyError(f"the query could not be answered: {' '.join(said.split())[:300]}", LESS)


@dataclass(slots=True)
class Children:
    """At most `most` processes over one snapshot. They are started when they are needed; queries wait `patience` seconds for one.

    `context`: the short names of answers in JSON-LD.
    """

    folder: Path
    limits: QueryLimits = LIMITS
    most: int = 4
    patience: float = 30.0
    context: Context = field(default_factory=dict)
    _idle: list[Child] = field(default_factory=list)
    _busy: set[Child] = field(default_factory=set)
    _free: threading.Semaphore = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._free = threading.Semaphore(self.most)

    def ask(self, query: Query, running: Running | None = None) -> Answered:
        """The answer to a query, of whichever process is free. Raises QueryError, UnacceptableError, StoreBusyError."""
        guarded = guard(query.text, PREFIXES, self.limits)
        running = running or Running()
        with self._one() as child:
            running.by(child)
            try:
                return child.ask(query, guarded.dataset, PREFIXES)
            finally:
                running.by(None)

    @contextmanager
    def _one(self) -> Iterator[Child]:
        if not self._free.acquire(timeout=self.patience):
            raise StoreBusyError("too many queries at once", "try again in a moment")
        child: Child | None = None
        try:
            child = self._rested() or Child(self.folder, self.limits, self.context)
            with self._lock:
                self._busy.add(child)
            yield child
        finally:
            self._give_back(child)
            self._free.release()

    def _rested(self) -> Child | None:
        """One that is free, if any lives."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                child = self._idle.pop()
            if child.alive:
                return child
            child.end()

    def _give_back(self, child: Child | None) -> None:
        with self._lock:
            if child is None:
                return
            self._busy.discard(child)
            if child.alive and not self._closed:
                self._idle.append(child)
                return
        child.end()

    def close(self) -> None:
        """End all processes; queries that are being answered are answered first."""
        with self._lock:
            self._closed, idle, self._idle = True, self._idle, []
        for child in idle:
            child.end()

    def stop(self) -> None:
        """End all processes at once."""
        self.close()
        with self._lock:
            busy = list(self._busy)
        for child in busy:
            child.kill()
