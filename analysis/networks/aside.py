"""What libraries compute of large networks, in a process of its own.

They hold Python's lock while they go through a graph, seconds long where it is large, and no other thread of a server would answer anybody
meanwhile. The process (`python -I -m analysis.networks.aside`) reads a network as `numpy.savez` writes it, with what is wanted of it, and
writes the result as JSON. It is of low priority, and ends with the thread that waits for it.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from analysis.networks import centrality as measuring
from analysis.networks import grouping
from analysis.networks.centrality import OVER_PATHS, Measure
from analysis.networks.grouping import Communities
from analysis.networks.projection import NARROWER, Network, Ties
from common.errors import QueryError, StoreBusyError
from common.parents import end_with_parent
from common.priority import give_way

HERE_STEPS = 500_000
"""Nodes times edges of shortest paths that are gone through without a process: some 20 ms."""
HERE_EDGES = 50_000
"""Edges of a graph that is made for anything else without a process: likewise."""
SECONDS = 30
"""As long as a statement of a heavy operation may take."""
Options = Mapping[str, Any]


def centrality(network: Network, measure: Measure, *, weighted: bool = True) -> list[float | None]:
    """See `centrality.centrality`. Raises also StoreBusyError, when the process is ended from elsewhere."""
    small = _goes_along(network) <= HERE_STEPS if measure in OVER_PATHS else _is_small(network)
    found: list[float | None] = _computed("centrality", network, {"measure": measure.name, "weighted": weighted}, here=small)
    return found


def components(network: Network) -> list[list[int]]:
    """See `grouping.components`. Raises also StoreBusyError, when the process is ended from elsewhere."""
    found: list[list[int]] = _computed("components", network, {}, here=_is_small(network))
    return found


def communities(network: Network, seed: int = 0) -> Communities:
    """See `grouping.communities`. Raises also StoreBusyError, when the process is ended from elsewhere."""
    return Communities(*_computed("communities", network, {"seed": seed}, here=_is_small(network)))


def _centrality(network: Network, options: Options) -> list[float | None]:
    return measuring.centrality(network, Measure[options["measure"]], weighted=options["weighted"])


def _components(network: Network, _options: Options) -> list[list[int]]:
    return grouping.components(network)


def _communities(network: Network, options: Options) -> tuple[Any, ...]:
    found = grouping.communities(network, options["seed"])
    return found.groups, found.modularity


TASKS: Mapping[str, Callable[[Network, Options], Any]] = {
    "centrality": _centrality,
    "components": _components,
    "communities": _communities,
}


def _goes_along(network: Network) -> int:
    return len(network) * len(network.left)


def _is_small(network: Network) -> bool:
    return len(network.left) <= HERE_EDGES


def _computed(task: str, network: Network, options: Options, *, here: bool) -> Any:
    if here:
        return TASKS[task](network, options)
    command = [sys.executable, "-I", "-m", "analysis.networks.aside", task, json.dumps(options)]
    try:
        ended = subprocess.run(
            command, input=_packed(network), capture_output=True, timeout=SECONDS, env={}, check=False, start_new_session=True
        )
    except subprocess.TimeoutExpired as error:
        message = f"{task} of {len(network):,} nodes and {len(network.left):,} edges took more than {SECONDS} seconds"
        raise QueryError(message, NARROWER) from error
    if ended.returncode:
        raise StoreBusyError(f"the process that computed {task} ended with code {ended.returncode}", "try again in a moment")
    said: dict[str, Any] = json.loads(ended.stdout)
    if "refused" in said:
        raise QueryError(*said["refused"])
    return said["found"]


def _packed(network: Network) -> bytes:
    written = io.BytesIO()
    np.savez(written, nodes=network.nodes, left=network.left, right=network.right, weight=network.weight)
    return written.getvalue()


def _unpacked(data: bytes) -> Network:
    parts = np.load(io.BytesIO(data), allow_pickle=False)
    none = np.zeros(0, np.int64)
    return Network(parts["nodes"], parts["left"], parts["right"], parts["weight"], parts["weight"], Ties(none, none, none))


def _serve(task: str, options: str) -> None:
    """Compute what is wanted of the network on standard input."""
    end_with_parent()
    give_way()
    try:
        said = {"found": TASKS[task](_unpacked(sys.stdin.buffer.read()), json.loads(options))}
    except QueryError as error:
        said = {"refused": [error.message, error.hint]}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    _serve(*sys.argv[1:])
