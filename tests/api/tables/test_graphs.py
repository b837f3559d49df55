"""Networks as GraphML and GEXF, read back by networkx."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pytest
from starlette.exceptions import HTTPException

from api.answering.tables.graphs import Graph, GraphFormat
from api.http.networks import variables_of

NODES: list[dict[str, Any]] = [
    {"id": "a", "label": 'Å & <b> "c"\x07\n\U0001f600', "class": "State", "iso3": "AAA", "degree": 1, "strength": 2},
    {"id": "b", "label": "b", "class": "Alliance", "iso3": None, "degree": 1, "strength": 2},
    {"id": "alone", "label": "alone", "class": "State", "iso3": None, "degree": 0, "strength": 0},
]
GRAPH = Graph(NODES, [{"from": "a", "to": "b", "weight": 2, "certain": 1}], 'all that is "<known>"')
READ = {GraphFormat.GRAPHML: nx.read_graphml, GraphFormat.GEXF: nx.read_gexf}


@pytest.mark.parametrize("form", GraphFormat)
def test_what_is_written_is_read_back(form: GraphFormat) -> None:
    graph: Any = READ[form](io.BytesIO(form.write(GRAPH)))
    assert not graph.is_directed()
    assert set(graph.nodes) == {"a", "b", "alone"}
    assert graph.nodes["a"]["label"] == 'Å & <b> "c"\n\U0001f600'
    assert {name: graph.nodes["a"][name] for name in ("class", "iso3", "degree", "strength")} == {
        "class": "State",
        "iso3": "AAA",
        "degree": 1,
        "strength": 2,
    }
    assert "iso3" not in graph.nodes["b"], "unknown is not empty"
    [(one, other, values)] = graph.edges(data=True)
    assert ({one, other}, values["weight"], values["certain"]) == ({"a", "b"}, 2.0, 1)


def test_parameters_are_variables_of_the_operations() -> None:
    given = {"relation": "memberOf, PARTY_TO", "at": "1985", "system": "independent-states", "bodies": "Alliance", "certainty": "certain"}
    variables = variables_of({**given, "bipartite": "true", "standing": "any", "datasets": "core"})
    assert variables["relations"] == ["MEMBER_OF", "PARTY_TO"]
    assert (variables["time"], variables["bipartite"], variables["standing"]) == ({"at": "1985"}, True, "ANY")
    assert variables["sources"] == {"certainty": "CERTAIN", "datasets": ["core"]}


@pytest.mark.parametrize("given", [{"relatoin": "memberOf"}, {"at": "1950", "during": "1950"}, {"bipartite": "yes"}])
def test_parameters_that_there_are_not_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(HTTPException) as refused:
        variables_of(given)
    assert refused.value.status_code == 400
