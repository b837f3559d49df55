"""`foedera check`: all problems at once, each with its rule, its place, the value and a remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from common.errors import NotFoundError, UsageError
from facts.records import ERROR, WARNING, Problem, Records
from foedera.cli import app
from graph import Store
from loaders.checks import shipped, targets
from loaders.checks.rules import BY_CODE, RULES
from loaders.checks.run import check
from loaders.loading import CORE_FOLDER, load
from ontology import Model
from tests.campaign import FULL

HEAD = """datasets:
- {id: mine, title: Mine, licence: CC0-1.0, rank: 50}
dataset: mine
source: a book
entities:
"""
FIRST_LINE = 6

# Every rule with a text that breaks it, the line and column where it is told, the value and a part of the remedy.
CASES: Mapping[str, tuple[str, tuple[int, int], str, str]] = {
    "F105": ("- {id: a-b, class: Alliance, name: A B, name: C}", (1, 41), "name", "keep one of them"),
    "F201": ("- {id: a-b, class: Alliance, name: A B, members: [{ref: nato, strat: 1949}]}", (1, 63), "strat", "did you mean start?"),
    "F202": ("- {id: a-b, class: Alliance, name: {a: b}}", (1, 36), "", "write the value behind the key"),
    "F203": ("- {class: Alliance, name: A B}", (1, 3), "", "add id:"),
    "F204": (f"- {{id: a-b, class: Alliance, name: A B, note: {'x' * 100_001}}}", (1, 47), "", "100,000 is the limit"),
    "F205": ("- {id: a-b, class: Alliance, name: A B}\n- {id: a-b, class: Alliance, name: A B}", (2, 20), "", "use extends:"),
    "F301": ("- {id: A B, class: Alliance, name: A B}", (1, 20), "A B", "use lower-case letters"),
    "F302": ("- {id: a-b, class: Aliance, name: A B}", (1, 20), "Aliance", "did you mean Alliance?"),
    "F303": ("- {id: a-b, class: Alliance, name: A B, inForce: 1949}", (1, 50), "1949", "its properties are name"),
    "F304": ("- {id: a-b, class: Alliance, name: A B, partyTo: nato}", (1, 50), "nato", "check the reference"),
    "F305": ("- {id: nato, class: Treaty, name: NATO}", (1, 21), "Treaty", "another id"),
    "F306": ("- {id: a-b, class: Indicator, name: A B, unit: u, observedFor: [{ref: nato, amount: x}]}", (1, 85), "x", "write a number"),
    "F307": ("- {id: a-b, class: Alliance, name: A B, website: x}\n- {extends: a-b, website: y}", (2, 27), "y", "keep one"),
    "F308": ("- {id: a-b, class: Alliance, name: A B, partOf: a-b}", (1, 49), "a-b", "check the reference"),
    "F309": ("- {id: a-b, class: Alliance, name: A B, note: nan}", (1, 47), "nan", "leave the value out"),
    "F311": ("- {id: a-b, class: Threat, name: A B}", (1, 20), "", "add definition:"),
    "F312": ("- {id: a-b, class: Alliance, name: A B}\n- {extends: a-b, name: A C}", (2, 24), "A C", "aliases for others"),
    "F313": ("- {id: a-b, class: Alliance, name: A B, wikidata: 7184}", (1, 51), "7184", ""),
    "F314": ("- {id: a-b, class: Alliance, name: A B, members: [{ref: iso3:POL, role: membr}]}", (1, 73), "membr", "did you mean member?"),
    "F315": ('- {id: a-b, class: Alliance, name: ""}', (1, 36), "", ""),
    "F316": (f"- {{id: a-b, class: Alliance, name: {'x' * 501}}}", (1, 36), "x" * 60, ""),
    "F319": ('- {id: a-b, class: Alliance, name: A B, aliases: "AB, ABC"}', (1, 50), "AB, ABC", "write a list: [AB, ABC]"),
    "F401": ("- {id: a-b, class: Alliance, name: A B, memberOf: natto}", (1, 51), "natto", "did you mean nato?"),
    "F402": ("- {id: a-b, class: Alliance, name: A B, members: iso4:POL}", (1, 50), "iso4:POL", "did you mean iso"),
    "F403": ("- {id: a-b, class: Alliance, name: A B, members: iso3:POX}", (1, 50), "iso3:POX", "did you mean iso3:POL?"),
    "F404": ("- {id: a-b, class: Alliance, name: A B, dataset: mein}", (1, 50), "mein", "did you mean mine?"),
    "F405": ("- {id: a-b, class: Alliance, name: A B, wikidata: Q7184}", (1, 51), "Q7184", "use extends:"),
    "F407": (
        "- {id: a-b, class: Alliance, name: A B, partOf: a-c}\n- {id: a-c, class: Alliance, name: A C, partOf: a-b}",
        (1, 49), "a-c", "take out the one that is wrong",
    ),
    "F110": ("- id: a-b\n  class: Alliance\n  name: A B\n  headquarters: Hall #4", (4, 21), "#4", 'write "Hall #4"'),
    "F501": ("- {id: a-b, class: Alliance, name: A B, founded: 1949-13}", (1, 50), "1949-13", "write it as 1949-04-04"),
    "F502": ("- {id: a-b, class: Alliance, name: A B, founded: 1990, dissolved: 1980}", (1, 67), "1980", "check both days"),
    "F503": ("- {id: a-b, class: Alliance, name: A B, founded: 1990, members: [{ref: iso3:POL, start: 1980}]}", (1, 89), "1980", "check"),
    "F504": (
        "- {id: a-b, class: Alliance, name: A B, founded: 1990, succeeds: a-c}\n- {id: a-c, class: Alliance, name: A C}",
        (1, 66), "a-c", "say why in a remark",
    ),
    "F505": (
        "- {id: a-b, class: Alliance, name: A B, members: [{ref: iso3:POL, start: 1990, end: ..}, {ref: iso3:POL, start: 1999, end: ..}]}",
        (1, 113), "1999-12-31", "make one spell",
    ),
    "F506": ("- {id: a-b, class: Alliance, name: A B, retrieved: 9998, verification: CHECKED}", (1, 52), "9998", "check the day"),
    "F507": (
        "- {id: a-b, class: Alliance, name: A B, covers: {relation: members, complete: true}}",
        (1, 49), "", "add until: or maintained: true",
    ),
    "F508": (
        "- {id: a-b, class: Treaty, name: A B, inForce: 1948-12-03, parties: [{ref: iso3:POL, start: 1948-01-01}]}",
        (1, 93), "1948-01-01", "write the day of the signature as signed",
    ),
    "F509": ("- {id: a-b, class: Treaty, name: A B, signed: 1990, inForce: 1980}", (1, 62), "1980", "check both days"),
    "F510": ("- {id: a-b, class: Alliance, name: A B, founded: 2150}", (1, 50), "2150", "say so in a remark"),
    "F601": (
        "- {id: a-b, class: Alliance, name: {value: A B, source: x}, members: [{ref: iso3:POL, remark: x}]}",
        (1, 71), "", "add source:",
    ),
    "F602": ("- {id: a-b, class: Alliance, name: A B, retrieved: 2020}", (1, 52), "UNCHECKED", "add verification: CHECKED"),
    "F701": ("- {id: a-b, class: Alliance, name: Inter-American Defence Board}", (1, 36), "Inter-American Defence Board", "extends:"),
    "F702": ("- {id: a-b, class: Alliance, name: Inter-American Defnse Board}", (1, 36), "Inter-American Defnse Board", "extends:"),
    "F703": ("- {id: frontex, class: InternationalAgency, name: A B}", (1, 24), "A B", "another id"),
    "F801": ("- {extends: nato, members: [{ref: iso3:GEO, start: 2026, end: ..}]}", (1, 29), "mine", "give mine a rank below 10"),
}  # fmt: skip
ELSEWHERE = (
    {"F101", "F102", "F103", "F104", "F106"},
    {"F317", "F318"},
    {"F406"},
    {"F206"},
    {"F107", "F108"},
    {"F109", "F111", "F112", "F408"},
    {"F802"},
)
"""Tested with hostile files and with YAML; with datasets, below; with the store, below; with what readers take; with RDF, below; with
tables (tests/loaders/tables); with a second dataset of one rank."""


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the core for all of these tests; that of the user is left alone."""
    folder = tmp_path_factory.getbasetemp() / "core-cache"
    monkeypatch.setattr(shipped, "cache_folder", lambda: folder)


def problems_of(text: str, folder: Path, model: Model) -> list[Problem]:
    """What a check against the core finds in a file."""
    file = folder / "x.yaml"
    file.write_text(HEAD + text + "\n")
    return list(check([str(file)], model).problems)


READ: list[Records] = []


@pytest.fixture
def background(_cache: None, model: Model) -> Records:
    """The core that ships, read once."""
    if not READ:
        READ.append(shipped.shipped(model))
    return READ[0]


@pytest.mark.parametrize("code", CASES)
def test_each_rule_tells_place_value_and_remedy(
    code: str, tmp_path: Path, model: Model, background: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(targets, "shipped", lambda _: background)
    text, (line, column), value, remedy = CASES[code]
    found = problems_of(text, tmp_path, model) if code != "F601" else without_source(text, tmp_path, model)
    told = [p for p in found if p.rule == code]
    assert told, found
    where = told[0].location
    assert (where.file, where.line - FIRST_LINE + 1, where.column) == (str(tmp_path / "x.yaml"), line, column)
    assert (told[0].value, told[0].level) == (value, BY_CODE[code].level)
    assert remedy in told[0].remedy


def without_source(text: str, folder: Path, model: Model) -> list[Problem]:
    """The same, where the file names no source."""
    file = folder / "x.yaml"
    file.write_text((HEAD + text + "\n").replace("source: a book", "# no source"))
    return [p for p in check([str(file)], model).problems if "members" in p.message]


def test_every_rule_is_tested() -> None:
    assert set(CASES).union(*ELSEWHERE) == {rule.code for rule in RULES}
    assert [r.code for r in RULES] == sorted(r.code for r in RULES)


def test_a_file_that_is_no_rdf_is_told_with_its_line(tmp_path: Path, model: Model) -> None:
    (tmp_path / "x.ttl").write_text("@prefix f: <https://w3id.org/foedera/ontology#> .\n\n<https://w3id.org/foedera/id/x> f:name .\n")
    (found,) = check([str(tmp_path / "x.ttl")], model).problems
    assert (found.rule, found.location.line) == ("F107", 3)


def test_coming_back_on_the_day_of_leaving_is_told(tmp_path: Path, model: Model) -> None:
    rows = "{ref: iso3:POL, start: 1990, end: 1999-03-12}, {ref: iso3:POL, start: 1999-03-12, end: 2005}"
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + f"- {{id: a-b, class: Alliance, name: A B, members: [{rows}]}}\n")
    (found,) = check([str(file)], model).problems
    assert (found.rule, found.value) == ("F505", "1999-03-12")
    assert "let the first end the day before" in found.remedy


@pytest.mark.parametrize(("rank", "code"), [(0, "F317"), (1001, "F318")])
def test_ranks_of_datasets_are_bounded(rank: int, code: str, tmp_path: Path, model: Model) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HEAD.replace("rank: 50", f"rank: {rank}").replace("entities:\n", ""))
    (found,) = check([str(file)], model).problems
    assert (found.rule, found.value, found.location.line) == (code, str(rank), 2)


def test_all_problems_are_told_at_once_and_none_twice(tmp_path: Path, model: Model) -> None:
    text = "\n".join(case.replace("a-b", f"a-{n}").replace("a-c", f"c-{n}") for n, (case, *_) in enumerate(CASES.values()))
    found = problems_of(text, tmp_path, model)
    assert {p.rule for p in found} >= set(CASES) - {"F205", "F601", "F404"}
    assert len({(p.location, p.message) for p in found}) == len(found)
    assert found == sorted(found)
    assert all(p.rule in BY_CODE for p in found)


def test_a_wrong_class_hides_nothing_that_can_be_told_without_it(tmp_path: Path, model: Model) -> None:
    text = "- {id: a-b, class: Aliance, name: A B, founded: 1933-13, partOf: {ref: nato, start: 1949-14}}"
    found = problems_of(text, tmp_path, model)
    assert [(p.rule, p.value) for p in found] == [("F302", "Aliance"), ("F501", "1933-13"), ("F501", "1949-14")]


def test_an_id_names_one_thing_among_entities_and_datasets(tmp_path: Path, model: Model) -> None:
    found = problems_of("- {id: mine, class: Forum, name: A}\n- {id: redirect, class: Forum, name: B}", tmp_path, model)
    assert [(p.rule, p.message) for p in found] == [
        ("F301", "mine is the id of a dataset"),
        ("F301", "redirect is the id of former ids"),
    ]
    (tmp_path / "own.yaml").write_text("datasets: [{id: nato, title: N, licence: CC0-1.0, rank: 51}]\n")
    [wrong] = check([str(tmp_path / "own.yaml")], model).problems
    assert (wrong.rule, wrong.message) == ("F301", "nato is the id of an entity")


def test_a_file_that_is_no_yaml_does_not_make_others_dangle(tmp_path: Path, model: Model) -> None:
    (tmp_path / "one.yaml").write_text(HEAD + "- {id: a-b, class: Alliance, name: A B\n")
    (tmp_path / "two.yaml").write_text("dataset: mine\nsource: s\nentities:\n- {id: a-c, class: Alliance, name: A C, partOf: a-b}\n")
    found = check([str(tmp_path)], model).problems
    assert [(Path(p.location.file).name, p.rule) for p in found] == [("one.yaml", "F104"), ("two.yaml", "F404")]


def test_good_files_are_silent_and_refer_to_the_core_and_to_each_other(tmp_path: Path, model: Model) -> None:
    text = "- {id: a-b, class: Alliance, name: A B, founded: 1990, hostedBy: iso3:POL, succeeds: {ref: cocom, remark: as if}}"
    (tmp_path / "two.yaml").write_text("source: s\ndataset: mine\nentities:\n- {extends: a-b, aliases: [AB], partOf: nato}\n")
    assert problems_of(text, tmp_path, model) == []
    report = check([str(tmp_path)], model)
    assert (report.problems, report.files, report.facts) == ((), 2, 7)


def test_the_core_has_no_errors_and_few_warnings(model: Model) -> None:
    report = check(["core"], model)
    assert [p for p in report.problems if p.level == ERROR] == []
    assert report.warnings < 25, "a warning that nobody acts on hides the next one"
    assert report.files > 200


def test_a_single_file_of_the_core_is_checked_with_the_rest(model: Model) -> None:
    report = check([str(CORE_FOLDER / "organizations" / "nato.yaml")], model)
    assert (report.errors, report.files) == (0, 1)
    assert {p.location.file for p in report.problems} <= {str(CORE_FOLDER / "organizations" / "nato.yaml")}


if FULL:

    @pytest.mark.slow
    def test_the_background_is_the_same_from_the_cache_and_made_anew_when_anything_changes(
        tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shipped, "cache_folder", lambda: tmp_path)
        made, kept = shipped.shipped(model), shipped.shipped(model)
        assert (made.claims, made.links, made.datasets) == (kept.claims, kept.links, kept.datasets)
        assert [c.location for c in made.claims] == [c.location for c in kept.claims]
        (file,) = (tmp_path / "checks").iterdir()
        file.write_bytes(b'{"claims": [1, 2')
        assert shipped.shipped(model).claims == made.claims, "a damaged one is made anew"
        changed = replace(model, fingerprint="other")
        shipped.shipped(changed)
        (other,) = (tmp_path / "checks").iterdir()
        assert other != file, "the old one is gone"


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(shipped, "cache_folder", lambda: tmp_path / "file")
    assert shipped.shipped(model).claims


def test_what_is_not_there_is_a_mistake_of_the_caller(tmp_path: Path, model: Model) -> None:
    with pytest.raises(NotFoundError, match="there is nothing at"):
        check([str(tmp_path / "x.yaml")], model)
    with pytest.raises(UsageError, match=r"holds no \.yaml files"):
        check([str(tmp_path)], model)


# --- Against a store


def test_references_may_lead_to_the_store(scratch: Store, tmp_path: Path, model: Model) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "old.yaml").write_text(HEAD + "- {id: old-pact, class: Alliance, name: Old Pact, founded: 1900}\n")
    load(scratch, model, [str(tmp_path / "store")])
    other = HEAD.replace("mine", "theirs") + "- {id: new-pact, class: Alliance, name: New Pact, partOf: {ref: old-pact, start: 1800}}\n"
    (tmp_path / "new.yaml").write_text(other)
    (found,) = check([str(tmp_path / "new.yaml")], model).problems
    assert found.rule == "F401"
    report = check([str(tmp_path / "new.yaml")], model, scratch)
    assert [p.rule for p in report.problems] == ["F503"], "the store knows when the other was founded"
    assert "bolt://" in report.against


def test_what_is_odd_in_the_store_is_not_told_of_a_file(scratch: Store, tmp_path: Path, model: Model) -> None:
    file = tmp_path / "x.yaml"
    state = "- {id: a-c, class: State, name: A C}\n"
    file.write_text(HEAD + "- {id: a-b, class: Alliance, name: A B, founded: 1990, hostedBy: {ref: a-c, start: 1900}}\n" + state)
    load(scratch, model, [str(file)])
    assert [p.rule for p in check([str(file)], model, scratch).problems] == ["F503"]
    other = tmp_path / "y.yaml"
    other.write_text(HEAD.replace("mine", "theirs") + "- {id: new-pact, class: Alliance, name: New Pact, partOf: a-b}\n")
    assert check([str(other)], model, scratch).problems == ()


def test_what_a_dataset_says_anew_is_not_resolved_against_its_old_self(scratch: Store, tmp_path: Path, model: Model) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + "- {id: old-pact, class: Alliance, name: Old Pact}\n")
    load(scratch, model, [str(file)])
    file.write_text(HEAD + "- {id: new-pact, class: Alliance, name: New Pact, partOf: old-pact}\n")
    assert [p.rule for p in check([str(file)], model, scratch).problems] == ["F401"]


def test_what_other_datasets_refer_to_may_not_go(scratch: Store, tmp_path: Path, model: Model) -> None:
    file, other = tmp_path / "x.yaml", tmp_path / "y.yaml"
    file.write_text(HEAD + "- {id: old-pact, class: Alliance, name: Old Pact}\n")
    theirs = HEAD.replace("mine", "theirs") + "- {id: new-pact, class: Alliance, name: New Pact, partOf: old-pact}\n"
    other.write_text(theirs)
    load(scratch, model, [str(file), str(other)])
    file.write_text(HEAD + "- {id: young-pact, class: Alliance, name: Young Pact}\n")
    (found,) = check([str(file)], model, scratch).problems
    assert (found.rule, found.value) == ("F406", "old-pact")
    assert str(found.message) == "dataset theirs says partOf of old-pact, which would be gone"


def test_the_local_store_is_used_while_it_runs(scratch: Store, tmp_path: Path, model: Model) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + "- {id: old-pact, class: Alliance, name: Old Pact}\n")
    load(scratch, model, [str(file)])
    file.write_text(HEAD.replace("mine", "theirs") + "- {extends: old-pact, founded: 1900}\n")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"checked against the data in {scratch.address.uri}" in result.stderr


# --- The command


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a check."""
    result = CliRunner().invoke(app, ["check", "--store", "none", *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def bad(tmp_path: Path) -> str:
    """A file with an error."""
    (tmp_path / "bad.yaml").write_text(HEAD + CASES["F401"][0])
    return str(tmp_path / "bad.yaml")


@pytest.fixture
def odd(tmp_path: Path) -> str:
    """A file with a warning."""
    (tmp_path / "odd.yaml").write_text(HEAD + CASES["F702"][0])
    return str(tmp_path / "odd.yaml")


def test_a_code_in_other_capitals_is_understood(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(f"{HEAD}- {{id: a-b, class: Alliance, name: A B, members: iso3:fra}}\n")
    assert "nothing has the iso3 'fra'; did you mean iso3:FRA?" in run(str(tmp_path / "bad.yaml"))[1]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NATO", "nato"),
        ("North Atlantic Treaty Organization", "nato"),
        ("north-atlantic-treaty-organisation", "nato"),
        ("Warsaw Paqt", "warsaw-treaty-organization"),
        ("uk-border-forse", "uk-border-force"),
        ("ux-border-force", "uk-border-force"),
        # Fiji's fj-border is near in letters alone.
        ("uz-border", "uz-border-troops"),
        ("Qwertyuiop", None),
    ],
)
def test_a_name_where_an_id_belongs_is_understood(tmp_path: Path, written: str, meant: str | None) -> None:
    (tmp_path / "bad.yaml").write_text(f'{HEAD}- {{id: a-b, class: Alliance, name: A B, memberOf: "{written}"}}\n')
    out = run(str(tmp_path / "bad.yaml"))[1]
    assert f"there is no entity '{written}'" in out
    assert out.rstrip().endswith(
        f"; did you mean {meant}?" if meant else "look for the name with `foedera match`, or describe it under entities:"
    )


def test_errors_are_lines_on_standard_output_and_the_summary_is_not(bad: str) -> None:
    code, out, err = run(bad)
    assert code == 1
    assert out == f"{bad}:6:51: error F401: there is no entity 'natto'; did you mean nato?\n"
    assert err == "1 file, 2 facts, checked against the core that ships: 1 error, 0 warnings\n"


def test_warnings_fail_only_when_that_is_asked_for(odd: str) -> None:
    assert run(odd)[0] == 0
    code, out, _ = run(odd, "--strict")
    assert (code, out.count("\n")) == (1, 1)
    assert ": warning F702: " in out


def test_a_right_file_is_silent(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(HEAD + "- {id: a-b, class: Alliance, name: A B}")
    assert run(str(tmp_path))[:2] == (0, "")


def test_json_holds_the_same(bad: str) -> None:
    code, out, err = run(bad, "--format", "json")
    found: dict[str, Any] = json.loads(out)
    assert (code, found["errors"], found["warnings"], found["files"]) == (1, 1, 0, 1)
    assert found["problems"] == [
        {
            "rule": "F401", "name": "no-entity", "level": "error", "file": bad, "line": 6, "column": 51, "cell": None,
            "message": "there is no entity 'natto'", "remedy": "did you mean nato?", "value": "natto", "focus": None, "path": None,
        }
    ]  # fmt: skip
    assert "1 error" in err


def test_the_rules_can_be_listed() -> None:
    result = CliRunner().invoke(app, ["check", "--rules"])
    assert [line.split()[0] for line in result.stdout.splitlines()] == [r.code for r in RULES]


def test_nothing_to_check_is_an_error() -> None:
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code != 0
    assert "there is nothing to check" in str(result.exception)


def test_every_rule_has_a_name_and_a_sentence() -> None:
    for rule in RULES:
        assert re.fullmatch(r"F[1-8]\d\d", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert rule.summary.endswith(".")
        assert rule.level in (ERROR, WARNING)
    assert len({r.name for r in RULES}) == len(RULES)
