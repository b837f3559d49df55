"""What a check found, for programs: SARIF 2.1.0 for code scanning, a SHACL validation report for tools of the semantic web."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from facts.records import NOWHERE, Location, Problem
from loaders.checks import formats
from loaders.checks.rules import BY_CODE, RULES
from loaders.checks.run import Report

PROBLEMS = (
    BY_CODE["F406"].broken(NOWHERE, "dataset a says memberOf of b, which would be gone", "load it, too", value="b"),
    BY_CODE["F104"].broken(Location("data/a b.yaml", 3, 1), 'not YAML: "x"\n\\ y', "check quotes"),
    BY_CODE["F313"].broken(Location("/tmp/ü.yaml", 7, 12), "wikidata is '7184'", value='7"184\n\\', focus="entity/nato", path="wikidata"),
    BY_CODE["F314"].broken(Location("a:b.yaml", 9, 3), "no role", focus="link/a/memberOf/b/core x/12", path="role", value="x"),
    BY_CODE["F702"].broken(Location("a:b.yaml", 11, 3), "like a name", "use extends:", focus="entity/nato", path="name", value="N"),
)
REPORT = Report(PROBLEMS, 3, 20, "the core that ships")
CLEAN = Report((), 3, 20, "the core that ships")


# --- SARIF: what section 3 of the specification demands of the parts that are written


def sarif(report: Report = REPORT) -> dict[str, Any]:
    """The only run of a log."""
    log = json.loads(formats.to_sarif(report, "0.1.0"))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert urlsplit(log["$schema"]).path.endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def messages(value: object) -> Iterator[object]:
    """Every message object and multiformat message string of a log."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("message", "shortDescription", "fullDescription", "help"):
                yield inner
            yield from messages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from messages(inner)


def test_sarif_describes_the_tool_and_each_rule_once() -> None:
    driver = sarif()["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("foedera", "0.1.0")
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == [r.code for r in RULES]
    assert len(set(ids)) == len(ids), "section 3.19.23: the elements of rules are unique"
    for rule in driver["rules"]:
        assert re.fullmatch(r"([A-Z][a-z0-9]*)+", rule["name"]), "section 3.49.7: a name is PascalCase"
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")


def test_sarif_results_refer_to_their_rules() -> None:
    run = sarif()
    assert len(run["results"]) == len(PROBLEMS)
    for problem, result in zip(PROBLEMS, run["results"], strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == problem.rule, "section 3.27.6"
        assert result["level"] == problem.level


def test_sarif_places_are_relative_addresses_with_lines_from_one() -> None:
    places = [r["locations"][0]["physicalLocation"] for r in sarif()["results"] if "locations" in r]
    assert [p["artifactLocation"]["uri"] for p in places] == [
        "data/a%20b.yaml", "file:///tmp/%C3%BC.yaml", "a%3Ab.yaml", "a%3Ab.yaml",
    ]  # fmt: skip
    for place in places:
        uri = urlsplit(place["artifactLocation"]["uri"])
        assert uri.scheme in ("", "file"), "section 3.4.3: a valid URI reference"
        assert set(place["region"]) == {"startLine", "startColumn"}
        assert min(place["region"].values()) >= 1, "section 3.30.5: counted from 1"
    assert sarif()["columnKind"] == "unicodeCodePoints", "section 3.14.17: YAML's columns count characters"


def test_sarif_names_files_from_the_folder_in_which_one_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert formats.file_uri(str(tmp_path / "data" / "a.yaml")) == "data/a.yaml"
    assert formats.file_uri("./data/../data/a.yaml") == "data/a.yaml"
    assert formats.file_uri("/elsewhere/a.yaml") == "file:///elsewhere/a.yaml"


def test_a_result_without_a_place_has_no_location() -> None:
    assert "locations" not in sarif()["results"][0]


def test_sarif_messages_are_objects_with_text() -> None:
    found = list(messages(sarif()))
    assert len(found) == len(PROBLEMS) + 3 * len(RULES)
    for message in found:
        assert isinstance(message, dict)
        assert set(message) == {"text"}
        assert message["text"]


def test_sarif_fingerprints_do_not_move_with_the_lines() -> None:
    def prints(problems: tuple[Problem, ...]) -> list[str]:
        results = sarif(Report(problems, 1, 1, ""))["results"]
        return [r["partialFingerprints"]["foedera/v1"] for r in results]

    moved = tuple(
        BY_CODE[p.rule].broken(Location(p.location.file, 99, 1), p.message, value=p.value, focus=p.focus, path=p.path) for p in PROBLEMS[1:]
    )
    assert prints(moved) == prints(PROBLEMS[1:])
    assert len(set(prints(PROBLEMS))) == len(PROBLEMS)


def test_a_clean_check_is_a_run_without_results() -> None:
    run = sarif(CLEAN)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


# --- SHACL


def shacl(report: Report = REPORT) -> Graph:
    """The report, parsed."""
    return Graph().parse(data=formats.to_turtle(report), format="turtle")


def test_turtle_is_a_shacl_validation_report() -> None:
    graph = shacl()
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(PROBLEMS)
    for result in results:
        assert isinstance(result, BNode)
        assert (result, RDF.type, SH.ValidationResult) in graph
        for required in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            (value,) = graph.objects(result, required)
            assert isinstance(value, URIRef), "section 3.6.2: exactly one of each, and IRIs here"
        assert len(list(graph.objects(result, SH.resultPath))) <= 1
        assert graph.value(result, SH.resultSeverity) in (SH.Violation, SH.Warning)


@pytest.mark.parametrize(
    ("code", "component"),
    [
        ("F313", SH.PatternConstraintComponent),
        ("F314", SH.InConstraintComponent),
        ("F702", URIRef("https://w3id.org/foedera/rule/F702")),
    ],
)
def test_constraints_of_shapes_go_under_their_own_names(code: str, component: URIRef) -> None:
    graph = shacl()
    (result,) = graph.subjects(DCTERMS.identifier, Literal(code))
    assert graph.value(result, SH.sourceConstraintComponent) == component


def test_turtle_tells_thing_property_value_and_place() -> None:
    graph = shacl()
    (result,) = graph.subjects(DCTERMS.identifier, Literal("F313"))
    assert graph.value(result, SH.focusNode) == URIRef("https://w3id.org/foedera/id/nato")
    assert graph.value(result, SH.resultPath) == URIRef("https://w3id.org/foedera/ontology#wikidata")
    assert graph.value(result, SH.value) == Literal('7"184\n\\')
    assert graph.value(result, DCTERMS.source) == Literal("/tmp/ü.yaml:7:12")


def test_a_clean_check_conforms() -> None:
    graph = shacl(CLEAN)
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(True)
    assert len(graph) == 2


# --- Words


def test_text_is_one_line_each_without_signs_that_move_the_cursor() -> None:
    found = [line for _, line in formats.lines(REPORT)]
    assert len(found) == len(PROBLEMS)
    assert not any(c in line for line in found for c in "\n\r\x1b")
    assert found[0] == "error F406: dataset a says memberOf of b, which would be gone; load it, too"
    assert found[1] == 'data/a b.yaml:3:1: error F104: not YAML: "x"\\u000a\\ y; check quotes'
    assert formats.printable("a\u202eb\x1b[2Jc") == "a\\u202eb\\u001b[2Jc"


def test_the_summary_counts() -> None:
    assert formats.summary(REPORT) == "3 files, 20 facts, checked against the core that ships: 4 errors, 1 warning"
