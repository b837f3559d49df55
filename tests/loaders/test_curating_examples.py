"""What docs/curating.md says that files can say: each example is loaded, read in every way, written out and read back the same."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from facts.records import Records, in_order
from foedera.__main__ import main
from graph import Store
from loaders.checks.conforming import check_records
from loaders.loading import load
from loaders.sources.gathering import gather
from ontology import Model
from ontology.json_schema import json_schema

CURATING = (Path(__file__).parents[2] / "docs" / "curating.md").read_text(encoding="utf-8")

COPY = "https://archive.example.org/2026/https://example.org/handbook"


@dataclass(frozen=True)
class Example:
    """The example of a section; of it `asked` in GraphQL gives `answer`, and `foedera show ENTITY` prints `shown`."""

    section: str
    entity: str
    shown: tuple[str, ...]
    asked: str
    answer: object

    @property
    def text(self) -> str:
        """The file."""
        section = CURATING.split(f"\n## {self.section}\n")[1].split("\n## ")[0]
        found = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
        assert found
        return found[1]


EXAMPLES = (
    Example(
        "Several sources",
        "freedonia-coast-guard",
        ("[my-notes: Annals of Freedonia, p. 3; Gazette 1933, no. 7; https://example.org/freedonia; UNCHECKED]",),
        '{ coastGuard(key: {id: "freedonia-coast-guard"}) { agencyOf { edges { source furtherSources furtherSourcesParts { url } } } '
        "claims(property: FOUNDED) { nodes { source furtherSources } } } }",
        {
            "coastGuard": {
                "agencyOf": {"edges": [{"source": "Coast Guard Act 1934", "furtherSources": [], "furtherSourcesParts": []}]},
                "claims": {
                    "nodes": [
                        {"source": "Annals of Freedonia, p. 3", "furtherSources": ["Gazette 1933, no. 7", "https://example.org/freedonia"]}
                    ]
                },
            }
        },
    ),
    Example(
        "Quote and page",
        "freedonia-league",
        (
            "* 1933-11  [my-notes: https://example.org/handbook; p. 12; “The League was made in November 1933.”; "
            "archived 2026-03-01 https://archive.example.org/2026/https://example.org/handbook; UNCHECKED]",
            "  1934  [my-notes: Annals, vol. 2; pp. 3-4; UNCHECKED]",
        ),
        '{ alliance(key: {id: "freedonia-league"}) { members { edges { page quote archived archivedOn } } '
        'claims(property: FOUNDED, filter: {node: {page: {contains: "12"}}}) { nodes { page quote archived archivedOn } } } }',
        {
            "alliance": {
                "members": {"edges": [{"page": "Annex 2", "quote": None, "archived": COPY, "archivedOn": "2026-03-01"}]},
                "claims": {
                    "nodes": [
                        {
                            "page": "p. 12",
                            "quote": "The League was made in November 1933.",
                            "archived": COPY,
                            "archivedOn": "2026-03-01",
                        }
                    ]
                },
            }
        },
    ),
    Example(
        "Disputed",
        "freedonia-league",
        (
            "* freedonia  Freedonia  1933-11/..  status: disputed  "
            "[my-notes: Freedonian Gazette; A Sylvanian paper; UNCHECKED; 1990; Its parliament did not agree.]",
        ),
        """{
            all: alliance(key: {id: "freedonia-league"}, time: {at: "1950"}) { members {
                totalCount edges { node { name } status certain startEarliest startLatest } } }
            certain: alliance(key: {id: "freedonia-league"}, time: {at: "1950"}, sources: {certainty: CERTAIN}) { members { totalCount } }
            agreed: alliance(key: {id: "freedonia-league"}, time: {at: "1950"}) {
                members(filter: {not: {status: {eq: DISPUTED}}}) { edges { node { name } } } }
        }""",
        {
            "all": {
                "members": {
                    "totalCount": 3,
                    "edges": [
                        {"node": {"name": "Freedonia"}, "status": "DISPUTED", "certain": False, "startEarliest": "1933-11-01"}
                        | {"startLatest": None},
                        {"node": {"name": "Freedonia"}, "status": None, "certain": True, "startEarliest": "1933-11-01"}
                        | {"startLatest": "1933-11-30"},
                        {"node": {"name": "Sylvania"}, "status": "DISPUTED", "certain": False, "startEarliest": "1940-01-01"}
                        | {"startLatest": None},
                    ],
                }
            },
            "certain": {"members": {"totalCount": 1}},
            "agreed": {"members": {"edges": [{"node": {"name": "Freedonia"}}]}},
        },
    ),
    Example(
        "Series and editions",
        "long-march",
        ("\neditions (2)\n", "\ntakesPlaceIn (1)\n* freedonia  Freedonia  "),
        """{
            exercise(key: {id: "long-march"}) {
                editions { edges { page node { name ... on Exercise { begun takesPlaceIn { nodes { name } } } } } }
                takesPlaceIn { edges { page } }
            }
            state(key: {id: "freedonia"}, time: {at: "1960"}) { hostedInitiatives { nodes { name } } }
        }""",
        {
            "exercise": {
                "editions": {
                    "edges": [
                        {
                            "page": None,
                            "node": {
                                "name": "Long March 1951",
                                "begun": "1951-05",
                                "takesPlaceIn": {"nodes": [{"name": "Northern Marches"}]},
                            },
                        },
                        {"page": "p. 3", "node": {"name": "Long March 1953", "begun": "1953-05", "takesPlaceIn": {"nodes": []}}},
                    ]
                },
                "takesPlaceIn": {"edges": [{"page": "p. 2"}]},
            },
            "state": {"hostedInitiatives": {"nodes": [{"name": "Long March"}]}},
        },
    ),
    Example(
        "Reservations",
        "river-treaty-reservation-freedonia",
        ("(river-treaty-reservation-freedonia), TreatyAct", "\nobjections (1)\n", "\nmadeBy (1)\n* freedonia  Freedonia  "),
        """{
            treaty(key: {id: "river-treaty"}) {
                parties(filter: {node: {slug: {eq: "freedonia"}}}) { edges { reservation } }
                treatyActsTo(first: 5, filter: {node: {actKind: {eq: RESERVATION}}}) { nodes {
                    name actKind wording madeOn madeBy { nodes { name } } objections(first: 5) {
                    nodes { madeOn madeBy { nodes { name } } } } } }
            }
        }""",
        {
            "treaty": {
                "parties": {"edges": [{"reservation": "not for steamers"}]},
                "treatyActsTo": {
                    "nodes": [
                        {
                            "name": "Reservation of Freedonia to the River Treaty",
                            "actKind": "RESERVATION",
                            "wording": "Article 3 does not bind Freedonia as to steamers.",
                            "madeOn": "1933-11-17",
                            "madeBy": {"nodes": [{"name": "Freedonia"}]},
                            "objections": {"nodes": [{"madeOn": "1934-02", "madeBy": {"nodes": [{"name": "Sylvania"}]}}]},
                        }
                    ]
                },
            }
        },
    ),
)


def read(file: Path, model: Model) -> Records:
    """What a file says, in order; nothing is wrong with it."""
    records, unread = gather([str(file)], model)
    checked, problems = check_records(records, model)
    assert [str(p) for p in (*unread, *problems)] == []
    return in_order(checked)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.section)
def test_what_is_said_comes_back(
    example: Example, scratch: Store, model: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "said.yaml"
    file.write_text(example.text, encoding="utf-8")
    Draft202012Validator(json_schema(model)).validate(json.loads(json.dumps(yaml.safe_load(example.text), default=str)))
    load(scratch, model, [str(file)])

    assert main(["show", example.entity]) == 0
    shown = capsys.readouterr().out
    assert [words for words in example.shown if words not in shown] == []
    assert main(["query", example.asked]) == 0
    assert json.loads(capsys.readouterr().out)["data"] == example.answer

    said = read(file, model)
    for name in ("said-again.yaml", "said-again.nt"):
        assert main(["export", "--dataset", "my-notes", "-o", str(tmp_path / name)]) == 0
        again = read(tmp_path / name, model)
        assert (again.datasets, again.claims, again.links) == (said.datasets, said.claims, said.links), name
