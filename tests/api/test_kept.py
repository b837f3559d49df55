"""Everything that a server keeps has a figure in /metrics, or cannot grow with what it is asked."""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import re
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import httpx

from api.answering.engine import Engine
from api.app import Settings, create_app
from api.cache import Cache
from api.http.memories import PACKAGES, memories
from api.http.metrics import Metrics
from api.pages.sources import source_of
from api.reconciliation.names import _known as known
from ontology import Model

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
MAPPING = re.compile(r"\{\}|(dict|OrderedDict|defaultdict|Counter|set)\(")
OF_MODEL = "of the schema"
BOUNDED = {
    "api.answering.completeness.Completeness._known": "one for each property by which a class is listed",
    "api.answering.held.Held._by_client": "clients with answers that they have not read; foedera_answers_unsent_bytes",
    "api.answering.spells.SpellTables._tables": "foedera_kept_bytes, spells",
    "api.answering.spells.SpellTables._reading": "tables that are being read: two at most",
    "api.cache.Cache._held": "foedera_cache_bytes",
    "api.http.gate.Gate.places": "kinds of places",
    "api.http.sparql_turns.Turns._heavy": "clients with heavy queries under way, which are as many as there are places and turns",
    "api.http.gate._Queue._clients": "clients that wait; foedera_operations",
    "api.http.metrics._State._seen": "two for each cache",
    "api.http.fairness.Fairness._clients": "those for whom something runs, and at most 1,000 others",
    "api.http.tokens.Tokens._allowed": "names of tokens, which a file has",
    "api.language.arguments.filtering.Filters._conditions": OF_MODEL,
    "api.language.arguments.ordering.Sorts._choices": OF_MODEL,
    "api.language.compiling.compilation.Compilation._values": "of one operation, while it is prepared",
    "api.language.compiling.compilation.Compilation.mentions": "of one operation, while it is prepared",
    "api.language.compiling.watches.Watching._seen": "of one answer, while it is made",
    "api.language.compiling.watches.Watching._values": "of one answer, while it is made",
    "api.language.compiling.watches.Watching._existing": "of one answer, while it is made",
    "api.language.compiling.watches.Watching._bodies": "of one answer, while it is made",
    "api.language.compiling.watches.Watching._in_turn": "of one answer, while it is made",
    "api.language.definitions.Types._classes": OF_MODEL,
    "api.language.introspection._Object.known": "of one introspection, while it is answered",
    "api.language.limits._Walk.known": "of one document, while it is measured",
    "api.language.units.aggregate.Aggregates._known": OF_MODEL,
    "api.language.units.build.Build._made": OF_MODEL,
    "api.language.units.connection.Connections._known": OF_MODEL,
}
"""Every mapping that an object of the server begins with, and what bounds it or which figure shows it."""
UNBOUNDED = {"graph.sides.name_on": "labels and types that the ontology has, for each side"}
"""Functions that remember whatever they were asked, and of what there is only so much."""
NAMES, LEAST, MOST = 400, 0.5, 3.0
"""Entities with long and short names that are weighed, and how much of what they take may be counted."""


def attributes(file: Path) -> Iterator[str]:
    """The mappings that objects begin with, by their classes."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for cls in (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)):
        for made in (node for node in cls.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"):
            for node in ast.walk(made):
                match node:
                    case ast.AnnAssign(target=ast.Attribute(attr=name), value=ast.expr() as value) if MAPPING.match(ast.unparse(value)):
                        yield f"{module}.{cls.name}.{name}"


def remembering() -> Iterator[tuple[str, functools._lru_cache_wrapper[object]]]:
    """The functions at the top of modules that remember what they were asked."""
    for file in (file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))):
        if file.name == "__main__.py" or not re.search(r"\b(lru_cache|cache)\b", file.read_text(encoding="utf-8")):
            continue
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        for kept in vars(module).values():
            if isinstance(kept, functools._lru_cache_wrapper) and kept.__module__ == module.__name__:
                yield f"{module.__name__}.{kept.__name__}", kept


def living(kind: type[T]) -> list[T]:
    """All objects of a kind."""
    return [one for one in gc.get_objects() if isinstance(one, kind)]


def test_every_cache_has_a_figure() -> None:
    gc.collect()
    before = {id(one) for one in living(Cache)}
    app = create_app(Settings())
    made = {id(one) for one in living(Cache)} - before
    shown = {id(cache) for metrics in living(Metrics) for cache in metrics._state.caches.values()}
    # Operations whose answers are no tables have no columns.
    empty = {id(engine.preparing.tables) for engine in living(Engine)}
    assert app
    assert len(made) >= 13
    assert made <= shown | empty


def test_every_mapping_that_is_kept_is_bounded() -> None:
    found = {name for file in sorted((ROOT / "api").rglob("*.py")) for name in attributes(file)}
    assert found == set(BOUNDED)


def test_every_function_that_remembers_has_a_figure_or_few_answers() -> None:
    found = dict(remembering())
    shown = {name for name, _, _ in memories()}
    others = {name: kept for name, kept in found.items() if name not in shown}
    assert {"common.dates.bounds", "common.words._cut_words"} <= found.keys()
    assert {name for name, kept in others.items() if kept.__wrapped__.__code__.co_argcount} == set(UNBOUNDED)


def test_long_texts_of_data_are_not_kept() -> None:
    long = "A source " * 1_000
    assert [work.text for work in source_of({"source": long}).works] == [long]
    for kept in (dict(remembering())[name] for name in ("common.citations._cited", "api.pages.sources._works")):
        before = kept.cache_info().currsize
        source_of({"source": f"{long} again"})
        assert kept.cache_info().currsize == before


def test_what_is_read_for_a_state_of_the_data_has_figures(http: httpx.Client) -> None:
    assert http.post("/reconcile", data={"queries": '{"q0": {"query": "NATO"}}'}).status_code == 200
    assert http.post("/graphql", json={"query": '{ timeline(id: "nato", first: 1) { totalCount } }'}).status_code == 200
    found = dict(re.findall(r'^foedera_kept_bytes{what="(\w+)"} (\S+)$', http.get("/metrics").text, re.MULTILINE))
    assert {name for name, size in found.items() if float(size) > 10_000} == {"names", "spells", "counts"}


def test_names_count_what_they_take(model: Model) -> None:
    def claims() -> list[Sequence[object]]:
        names = [f"{'Very long name ' * (number % 9)}of {number}" for number in range(NAMES)]
        aliases = [(f"e{number}", "State", "aliases", f"Alias {number}", 1) for number in range(NAMES)]
        return [*((f"e{number}", "State", "name", name, 1) for number, name in enumerate(names)), *aliases]

    known(claims(), [], "1", model)
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        found = known(claims(), [], "1", model)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert LEAST < found.bytes / (after - before) < MOST
