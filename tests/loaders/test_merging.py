"""`foedera merge`: what was said of one entity is said of the other, by the same sources and in the same files."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from common.errors import NotFoundError, UsageError
from facts.records import Records
from facts.redirects import former_ids
from foedera.__main__ import main
from loaders.checks.conforming import check_records
from loaders.editing.merging import Merging, merge
from loaders.loading import CORE_FOLDER
from loaders.sources.gathering import read_text
from loaders.sources.yaml_reading import read_paths
from ontology import Model

HOME = """\
datasets:
- {id: d, title: D, rank: 1, licence: CC0-1.0}
- {id: e, title: E, rank: 2, licence: CC0-1.0}
dataset: d
source: a book
entities:
- {id: here, class: State, name: Here}

# Found in a register.
- id: watch   # its id
  class: BorderAgency
  name: Border Watch
  functions: [customs]
  founded: 1933   # said twice
  # where it belongs
  agencyOf: here
  cooperatesWith: [{ref: other, start: 2019-12, end: ..}]
  claims:
  - {property: name, value: The Watch, source: a leaflet}

- id: guard
  class: BorderAgency
  name: Border Guard
  functions: [land-border, customs]
  founded: 1933
  agencyOf: here

- id: other
  class: BorderAgency
  name: Other Agency
  cooperatesWith: [watch, guard]
"""
AWAY = """\
dataset: e
source: another book
entities:
- extends: watch
  founded: 1934
  aliases: [BW]
- {extends: other, succeeds: watch}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home.yaml").write_text(HOME)
    (tmp_path / "away.yaml").write_text(AWAY)
    return tmp_path


def merged(folder: Path, gone: str, kept: str, model: Model, known: Records | None = None) -> Merging:
    found = merge(gone, kept, [folder], model, lambda: known or Records())
    for file, text in found.texts.items():
        file.write_text(text)
    return found


def test_one_becomes_the_other_in_every_file(folder: Path, model: Model) -> None:
    found = merged(folder, "watch", "guard", model)
    assert [f.name for f in found.texts] == ["home.yaml", "away.yaml"]
    assert found.notes == ()
    assert (folder / "away.yaml").read_text() == AWAY.replace("watch", "guard")
    text = (folder / "home.yaml").read_text()
    assert (
        """
# Found in a register.
- extends: guard   # its id
  aliases: Border Watch
  cooperatesWith: [{ref: other, start: 2019-12, end: ..}]
  claims:
  - {property: aliases, value: The Watch, source: a leaflet}

- id: guard
  class: BorderAgency
  name: Border Guard
  formerIds: [watch]
  functions: [land-border, customs]
"""
        in text
    )
    assert "cooperatesWith: [guard]\n" in text
    records, problems = read_paths([folder], model)
    checked, wrong = check_records(records, model)
    assert not [*problems, *wrong]
    assert former_ids(checked) == {"watch": "guard"}
    values = [(c.property, c.value, c.provenance.dataset) for c in checked.claims if c.subject == "guard"]
    assert sorted(values) == [
        ("aliases", "BW", "e"),
        ("aliases", "Border Watch", "d"),
        ("aliases", "The Watch", "d"),
        ("class", "BorderAgency", "d"),
        ("formerIds", "watch", "d"),
        ("founded", "1933", "d"),
        ("founded", "1934", "e"),
        ("functions", "customs", "d"),
        ("functions", "land-border", "d"),
        ("name", "Border Guard", "d"),
    ]


def test_one_that_nothing_is_left_of_goes(folder: Path, model: Model) -> None:
    (folder / "away.yaml").unlink()
    again = "\n- {id: twin, class: BorderAgency, name: Border Guard, founded: 1933, functions: [customs], agencyOf: here}\n"
    (folder / "home.yaml").write_text(HOME + again)
    merged(folder, "twin", "guard", model)
    assert (folder / "home.yaml").read_text() == HOME.replace("Border Guard\n", "Border Guard\n  formerIds: [twin]\n")


def test_what_stays_may_be_described_elsewhere(folder: Path, model: Model) -> None:
    described = "datasets: [{id: w, title: W, rank: 1, licence: CC0-1.0}], dataset: w, source: s"
    world = f"{{{described}, entities: [{{id: there, class: BorderAgency, name: T}}]}}"
    known = read_text(world, model)[0]
    merged(folder, "watch", "there", model, known)
    assert "- extends: there   # its id\n  formerIds: [watch]\n  aliases: Border Watch\n" in (folder / "home.yaml").read_text()
    with pytest.raises(NotFoundError, match="nothing describes 'thee'"):
        merged(folder, "guard", "thee", model, known)


def test_names_join_aliases_in_any_form(folder: Path, model: Model) -> None:
    for form in ("[BW, Watchers]", "Watchers", "\n  - Watchers   # as they say"):
        text = HOME.replace("  name: Border Watch\n", f'  name: "Watch, Border"\n  aliases: {form}\n')
        (folder / "home.yaml").write_text(text)
        merged(folder, "watch", "guard", model)
        records, problems = read_paths([folder], model)
        assert not problems
        assert {"Watch, Border", "Watchers"} <= {c.value for c in records.claims if (c.subject, c.property) == ("guard", "aliases")}
        (folder / "away.yaml").write_text(AWAY)


def test_a_merging_that_was_interrupted_goes_on(folder: Path, model: Model) -> None:
    whole = merge("watch", "guard", [folder], model, Records)
    first, *_ = whole.texts
    first.write_text(whole.texts[first].replace("- extends: guard   # its id", "- id: watch\n  class: BorderAgency\n  name: Border Watch"))
    merged(folder, "watch", "guard", model)
    assert (folder / "home.yaml").read_text().count("formerIds") == 1


def test_what_one_source_says_differently_is_told(folder: Path, model: Model) -> None:
    (folder / "home.yaml").write_text(HOME.replace("founded: 1933\n", "founded: 1931\n"))
    notes = merged(folder, "watch", "guard", model).notes
    assert [(p.rule, p.path) for p in notes] == [("F307", "founded")]


def test_anchors_are_left_alone(folder: Path, model: Model) -> None:
    text = HOME.replace("  founded: 1933   # said twice\n", "  founded: &year 1933\n").replace("  founded: 1933\n", "  founded: *year\n")
    (folder / "home.yaml").write_text(text)
    merged(folder, "watch", "guard", model)
    assert "founded: &year 1933" in (folder / "home.yaml").read_text()
    taken = HOME.replace("  class: BorderAgency\n  name: Border Guard", "  <<: &kind {class: BorderAgency}\n  name: Border Guard")
    taken = taken.replace("[watch, guard]", "[watch]").replace("- id: other\n  class: BorderAgency", "- id: other\n  <<: *kind")
    (folder / "home.yaml").write_text(taken)
    (folder / "away.yaml").unlink()
    merged(folder, "guard", "other", model)
    assert "- extends: other\n  <<: &kind {class: BorderAgency}\n  aliases: Border Guard\n" in (folder / "home.yaml").read_text()


@pytest.mark.parametrize(
    ("gone", "kept", "error", "words"),
    [
        ("wach", "guard", NotFoundError, "did you mean watch"),
        ("watch", "guart", NotFoundError, "did you mean guard"),
        ("watch", "watch", UsageError, "into itself"),
        ("watch", "here", UsageError, "is a BorderAgency and here a State"),
        ("watch", "other", UsageError, "succeeds watch|cooperatesWith"),
        ("old", "guard", UsageError, "is a former id of here"),
    ],
)
def test_what_cannot_be_is_refused(folder: Path, model: Model, gone: str, kept: str, error: type[Exception], words: str) -> None:
    (folder / "home.yaml").write_text(HOME.replace("name: Here", "name: Here, formerIds: old"))
    with pytest.raises(error, match=words):
        merge(gone, kept, [folder], model, Records)


def test_the_command_shows_what_it_would_write(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["merge", "watch", "guard", str(folder), "--store", "none"]
    assert main([*command, "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert "\n-  cooperatesWith: [watch, guard]\n+  cooperatesWith: [guard]\n" in shown.out
    assert "would be merged into guard in 2 files" in shown.err
    assert (folder / "home.yaml").read_text() == HOME
    assert main(command) == 0
    assert capsys.readouterr().out == f"{folder / 'home.yaml'}\n{folder / 'away.yaml'}\n"
    assert main(["rename", "other", "guard", str(folder)]) == 2
    assert "foedera merge other guard" in capsys.readouterr().err


@pytest.mark.slow
def test_pairs_of_the_core(tmp_path: Path, model: Model) -> None:
    copy = tmp_path / "core"
    shutil.copytree(CORE_FOLDER / "agreements" / "alliances", copy)
    records, _ = read_paths([copy], model)
    by_class: dict[str, list[str]] = {}
    for claim in records.claims:
        if claim.property == "class":
            by_class.setdefault(claim.value, []).append(claim.subject)
    draw = random.Random(17)
    related = {frozenset((o.subject, o.object)) for o in records.links}
    for _ in range(2):
        gone, kept = draw.sample(by_class["Treaty"], 2)
        assert frozenset((gone, kept)) not in related
        assert merge(gone, kept, [copy], model, Records).texts
