"""Which module imports which."""

from __future__ import annotations

import graphlib

import grimp

PACKAGES = ("foedera", "api", "loaders", "queries", "rdf", "analysis", "graph", "facts", "ontology", "common", "bench")


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph(PACKAGES[0], *PACKAGES[1:], cache_dir=None)
    assert graph.count_imports() > len(PACKAGES), "the graph was read"
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    graphlib.TopologicalSorter(imports).prepare()  # raises CycleError, which names the modules
