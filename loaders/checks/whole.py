"""A check of everything that a store holds, as if it were about to be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facts.records import Records
from loaders.checks.run import Report, examine
from loaders.checks.targets import Sources, contents
from ontology import Model

if TYPE_CHECKING:
    from graph import Store


def check_graph(store: Store, model: Model) -> Report:
    """All problems of the datasets of a store, against the ontology, its shapes and each other. Facts in a store have no places."""
    from graph import store_errors  # noqa: PLC0415  # the driver takes 0.3 s, and most checks need no store

    with store_errors(store.address.uri), store.driver.session(database=store.address.database) as session:
        records = session.execute_read(contents)
    return examine(Sources(records, (), frozenset({""}), Records(), f"the data in {store.address.uri}"), model)
