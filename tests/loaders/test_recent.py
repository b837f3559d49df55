"""What changed in the last year: the page is what the core makes of it, and an event gets in as docs/curating.md says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from facts.records import Records
from loaders.checks.conforming import check_records
from loaders.contents.recent import FILE, Events, Year, text
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import GraphState, NodeKey
from loaders.sources.gathering import CORE_FOLDER
from loaders.sources.reference import read_reference
from loaders.sources.yaml_reading import read_paths
from ontology import Model
from tests.loaders.deriving import derived

CURATING = Path(__file__).parents[2] / "docs" / "curating.md"
OPEC = "organizations/world-economy.yaml"
HAPPENED = """
- {id: freedonia, class: State, name: Freedonia, iso3: FRD}
- {id: sylvania, class: State, name: Sylvania, iso3: SYL}
- id: league
  class: Alliance
  name: League
  founded: 2019-11-17
  dissolved: 2020-06-30
  members:
  - {ref: freedonia, start: 2019-11-17, startEvent: founding, end: 2020-06-29, endEvent: withdrawal}
  - {ref: sylvania, start: 2020, end: 2021-01-01}
- {id: pact, class: Treaty, name: Pact, signed: 2020-02, parties: [{ref: sylvania, signed: 2020-02-03, start: 2018/2020}]}
"""


def cells(lines: str) -> list[list[str]]:
    """The first five cells of each row of a table."""
    return [[cell.strip() for cell in line.strip("|\n").split("|")][:5] for line in lines.splitlines()[2:]]


def test_what_has_a_date_within_the_year_is_told_and_nothing_else(model: Model, tmp_path: Path) -> None:
    events = Events(derived(model, tmp_path, HAPPENED).state, model, Year("2019-07-01", "2020-06-30"))
    assert cells("".join(events.begun())) == [["2019-11-17", "Freedonia", "League", "`members`", "founding"]]
    assert cells("".join(events.ended())) == [["2020-06-29", "Freedonia", "League", "`members`", "withdrawal"]]
    assert cells("".join(events.ahead())) == [["2021-01-01", "Sylvania", "League", "`members`", ""]]
    assert cells("".join(events.acts())) == [["2020-02-03", "Sylvania", "Pact", "`parties`", "signed"]]
    assert [row[:3] for row in cells("".join(events.dates()))] == [
        ["2019-11-17", "founded", "League"],
        ["2020-02", "signed", "Pact"],
        ["2020-06-30", "dissolved", "League"],
    ]


@pytest.mark.slow
def test_the_committed_page_is_current(core_records: Records, core_state: GraphState, model: Model) -> None:
    assert text(core_records, core_state, model) == FILE.read_text(encoding="utf-8"), (
        "run `make derived` and commit docs/research/recent.md"
    )


@pytest.mark.slow
def test_an_event_gets_in_by_the_entry_that_the_docs_show(model: Model, tmp_path: Path) -> None:
    [entry] = re.findall(r"```yaml\n(   - extends: opec\n.*?)   ```", CURATING.read_text(encoding="utf-8"), re.DOTALL)
    folder = tmp_path / "core"
    shutil.copytree(CORE_FOLDER, folder)
    file = folder / OPEC
    before = re.sub(
        r"(iso3:ARE,[^}]*) end: 2026-04-30, endEvent: withdrawal, role: member, remark: [^}]*\}",
        r"\1 end: .., role: member}",
        file.read_text(),
    )
    file.write_text(before)
    assert members(folder, model) == ("..", None)
    file.write_text(_without_the_row(before))
    with file.open("a") as added:
        added.write("\n" + re.sub(r"^   ", "", entry, flags=re.MULTILINE))
    assert members(folder, model) == ("2026-04-30", "withdrawal")


def _without_the_row(text: str) -> str:
    """The file without the entry of OPEC that holds the row of the United Arab Emirates alone."""
    entries = text.split("\n- extends: opec\n")
    kept = [one for one in entries if not re.search(r"iso3:ARE,[^}]* end: \.\., role: member}", one) or one.count("- {ref:") > 1]
    assert len(kept) == len(entries) - 1
    return "\n- extends: opec\n".join(kept)


def members(folder: Path, model: Model) -> tuple[object, object]:
    """The end of the membership of the United Arab Emirates in OPEC, and how it ended, by what a folder says; it must have no errors."""
    records, problems = read_paths([folder], model, folder.parent)
    records.add(read_reference())
    checked, more = check_records(records, model)
    assert [str(p) for p in (*problems, *more)] == []
    state = derive(checked, model)
    [found] = [
        link.properties
        for key, link in state.links.items()
        if (key.start, key.end) == (NodeKey("Entity", "united-arab-emirates"), NodeKey("Entity", "opec"))
    ]
    return found.get("end", ".." if found.get("open") else None), found.get("endEvent")
