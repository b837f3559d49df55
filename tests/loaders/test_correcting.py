"""`foedera correct` writes the smallest file that says it, and says all that a dataset has to say of a pair."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import NotFoundError, UsageError
from facts.records import Records
from foedera.cli import app
from graph import Store
from loaders.checks.conforming import check_records, known
from loaders.editing.correcting import Correction, Corrector, write_correction
from loaders.loading import load
from loaders.sources.gathering import read_text
from loaders.writing.sync import LoadOptions
from ontology import Model

WORLD = """
datasets:
- {id: core, title: Core, rank: 10, licence: CC0-1.0}
- {id: notes, title: Notes, rank: 50, licence: CC0-1.0}
dataset: core
source: A handbook
entities:
- {id: france, class: State, name: France, iso3: FRA}
- {id: sweden, class: State, name: Sweden, iso3: SWE}
- id: nato
  class: Alliance
  name: NATO
  founded: 1949-04-04
  members:
  - {ref: sweden, start: 2024-03-07, end: .., role: member}
  - {ref: sweden, start: 2024-01-01, end: .., dataset: notes}
  - {ref: france, start: 1949-04-04, end: 1966-06-30, source: A memoir, remark: left the command}
  - {ref: france, start: 2009-04-04, end: ..}
"""


@pytest.fixture
def held(model: Model) -> Records:
    """What the graph holds."""
    return world(WORLD, model)


def world(text: str, model: Model) -> Records:
    """A world without errors."""
    found, problems = check_records(read_text(text, model)[0], model)
    assert problems == []
    return found


def entities(text: str) -> str:
    return text.partition("entities:\n")[2]


def test_a_value(held: Records, model: Model) -> None:
    text = write_correction(Correction("nato", "founded", "1949-08-24", "A letter", note="entry into force"), held, model)
    assert (
        text
        == """\
datasets:
- {id: my-corrections, title: My corrections, rank: 5, licence: CC0-1.0}
dataset: my-corrections
source: A letter
entities:
- extends: nato
  founded: 1949-08-24
  conflicts:
  - {topic: founded, explanation: entry into force}
"""
    )


@pytest.mark.parametrize(
    ("name", "value", "claims"),
    [
        ("labels", "{fr: OTAN, ru: НАТО}", ['{"fr":"OTAN","ru":"НАТО"}']),
        ("aliases", "[OTAN, The Alliance]", ["OTAN", "The Alliance"]),
        ("aliases", "OTAN", ["OTAN"]),
    ],
)
def test_a_value_of_several_parts(held: Records, model: Model, name: str, value: str, claims: list[str]) -> None:
    text = write_correction(Correction("nato", name, value, "A letter"), held, model)
    found, problems = check_records(read_text(text, model)[0], model, known(held, model))
    assert problems == []
    assert [(c.property, c.value) for c in found.claims] == [(name, one) for one in claims]


def test_a_day_of_a_membership_leaves_the_rest_of_it(held: Records, model: Model) -> None:
    text = write_correction(Correction("nato", "members", "iso3:SWE", "A letter", {"start": "2024-03-08"}), held, model)
    assert "  - {ref: iso3:SWE, start: 2024-03-08, end: .., role: member}\n" in entities(text)
    other = write_correction(Correction("iso3:SWE", "memberOf", "nato", "A letter", {"end": "2030", "role": ""}), held, model)
    assert entities(other) == '- extends: iso3:SWE\n  memberOf:\n  - {ref: nato, start: 2024-03-07, end: "2030"}\n'


def test_the_other_spells_of_a_pair_are_said_too(held: Records, model: Model) -> None:
    wanted = Correction("nato", "members", "france", "A letter", {"start": "2009-04-03"})
    with pytest.raises(UsageError, match="more than once, from 1949-04-04, 2009-04-04"):
        write_correction(wanted, held, model)
    text = write_correction(replace(wanted, spell="2009-04-04"), held, model)
    found, problems = check_records(read_text(text, model)[0], model, known(held, model))
    assert problems == []
    assert [(o.properties["start"], o.provenance.source, o.provenance.remark) for o in found.links] == [
        ("1949-04-04", "A memoir", "left the command"),
        ("2009-04-03", "A letter", ""),
    ]
    new = write_correction(Correction("nato", "members", "france", "A letter", {"start": "2031"}, spell="new"), held, model)
    assert entities(new).count("ref: france") == 3


@pytest.mark.parametrize(
    ("subject", "name", "value", "details", "words"),
    [
        ("natoo", "founded", "1949", {}, "did you mean nato"),
        ("nato", "founde", "1949", {}, "did you mean founded"),
        ("nato", "members", "swedn", {}, "did you mean sweden"),
        ("nato", "id", "otan", {}, "foedera rename nato NEW FILES"),
        ("nato", "members", "sweden", {"strat": "1949"}, "did you mean start"),
        ("nato", "founded", "1949", {"start": "1949"}, "there are furtherSources, page"),
        ("nato", "members", "{ref: sweden, start: 2024}", {}, "foedera correct nato members ID start=2024-03-07"),
        ("nato", "members", "[sweden, france]", {}, "named by its id or a key"),
        ("nato", "labels", "OTAN", {}, 'write "{fr: OTAN}"'),
        ("nato", "labels", "fr: [", {}, "no mapping of languages to names"),
        ("nato", "aliases", "[OTAN", {}, 'write "[one, another]"'),
    ],
)
def test_what_cannot_be_said(held: Records, model: Model, subject: str, name: str, value: str, details: dict[str, str], words: str) -> None:
    with pytest.raises((NotFoundError, UsageError)) as refused:
        write_correction(Correction(subject, name, value, "A letter", details), held, model)
    assert words in str(refused.value)


def test_what_is_told_is_never_passed_over(held: Records, model: Model) -> None:
    spelt = Correction("nato", "founded", "1949-08-24", "A letter", spell="1999")
    with pytest.raises(UsageError, match="founded is a property, and --spell is of relationships"):
        write_correction(spelt, held, model)
    described = "datasets: [{id: my-corrections, title: Mine, rank: 5, licence: CC0-1.0}]\nentities: []\n"
    for corrector in (Corrector(world(WORLD, model), model, read_text(described, model)[0]), Corrector(held, model)):
        assert corrector.rank_of("my-corrections", 5) == 5
    assert Corrector(held, model).rank_of("my-corrections", 7) == 7
    with pytest.raises(UsageError, match="my-corrections is there already, with the rank 5"):
        Corrector(held, model, read_text(described, model)[0]).rank_of("my-corrections", 7)


def test_the_command_shows_what_readers_will_see_and_the_file_loads(scratch: Store, model: Model, tmp_path: Path) -> None:
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    load(scratch, model, [str(tmp_path / "world.yaml")])
    file = str(tmp_path / "mine.yaml")
    words = ["correct", "nato", "members", "iso3:SWE", "start=2024-03-08", "--source", "A letter"]
    done = CliRunner().invoke(app, [*words, "-o", file])
    assert done.exit_code == 0, done.output
    assert "+ memberOf nato 2024-03-08/.. [my-corrections]" in done.stdout
    assert load(scratch, model, [file], LoadOptions(dry_run=True)).changed
    shown = CliRunner().invoke(app, [*words, "--json"])
    assert {d["id"] for d in json.loads(shown.stdout)["changes"]} == {"my-corrections", "sweden"}
    ranked = CliRunner().invoke(app, [*words, "--rank", "7", "-o", file])
    assert "is there already, with the rank 5" in str(ranked.exception)
    assert "rank: 7" in CliRunner().invoke(app, [*words, "--rank", "7"]).stderr
    table = CliRunner().invoke(app, ["correct", "--from", "a.csv", "--spell", "1999"])
    assert "write it into a column spell" in str(table.exception)
    twice = CliRunner().invoke(app, ["correct", "nato", "members", "sweden", "start=2024", "start=2023", "--source", "A"])
    assert "start is said twice: '2024' and '2023'" in str(twice.exception)
    assert "no KEY=VALUE" in str(CliRunner().invoke(app, ["correct", "nato", "members", "sweden", "2024", "--source", "A"]).exception)
