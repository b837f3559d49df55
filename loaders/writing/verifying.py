"""Whether the graph is what its datasets say, all of it: the whole walk that loads spare themselves."""

from __future__ import annotations

import neo4j

from graph import Store
from graph.sides import Sided
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import Changes, GraphState, difference
from loaders.writing import journal
from loaders.writing.graph_io import read_state
from loaders.writing.sync import LoadOptions, LoadResult, change, read
from ontology import Model


def verify(store: Store, model: Model) -> Changes:
    """What is otherwise in the graph than the loaded records lead to: nothing, unless somebody changed it by other means."""
    return read(store, lambda tx: _find(tx, model)[0])


def repair(store: Store, model: Model, options: LoadOptions) -> LoadResult:
    """Bring the graph to what its datasets say, alone among loads. The journal and what datasets say stay as they are."""

    def work(tx: neo4j.ManagedTransaction, options: LoadOptions) -> LoadResult:
        changes, state = _find(tx, model)
        if options.write:
            options.write(Sided(tx), changes, lambda: state)
        version = journal.data_version(journal.heads(tx), model)
        return LoadResult(version, {}, changes or None)

    return change(store, model, options, work)


def _find(tx: neo4j.Transaction | neo4j.ManagedTransaction, model: Model) -> tuple[Changes, GraphState]:
    """What is to be changed, and the state that it leads to."""
    state = derive(journal.everything(tx), model)
    return difference(read_state(Sided(tx), model), state), state
