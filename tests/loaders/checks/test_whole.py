"""A check of everything that a store holds."""

from __future__ import annotations

from graph import Store
from loaders.checks.whole import check_graph
from ontology import Model


def test_the_core_in_a_store_is_right(core_store: Store, model: Model) -> None:
    report = check_graph(core_store, model)
    assert [str(p) for p in report.problems if p.level == "error"] == []
    assert report.facts > 25_000
    assert report.against.startswith("the data in ")
