"""The curator's ordinary corrections: each corrects what it names and nothing else, and is seen beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from facts.records import Records
from loaders.checks.conforming import check_records
from loaders.checks.preference import check_preference
from loaders.deriving.derive import derive
from loaders.deriving.graph_state import GraphState, NodeKey, difference
from loaders.sources.yaml_reading import read_paths
from loaders.writing.diffing import describe, diff_lines
from loaders.writing.lists import list_diffs
from ontology import Model

CORE = """
datasets: [{id: core, title: Core, rank: 10, licence: CC0, covers: ../2026-11}]
dataset: core
source: A handbook
entities:
- {id: belgium, class: State, name: Belgium, iso3: BEL}
- {id: canada, class: State, name: Canada, iso3: CAN}
- {id: sweden, class: State, name: Sweden, iso3: SWE}
- {id: georgia, class: State, name: Georgia, iso3: GEO}
- {id: barbados, class: State, name: Barbados, iso3: BRB}
- {id: new-zealand, class: State, name: New Zealand, iso3: NZL}
- id: nato
  class: Alliance
  name: NATO
  founded: 1949-04-04
  covers: {relation: members, complete: true, maintained: true}
  members:
  - {ref: belgium, start: 1949-04-04, end: ..}
  - {ref: canada, start: 1949-04-04, end: ..}
  - {ref: sweden, start: 2024-03-07, end: ..}
- {id: frontex, class: InternationalAgency, name: Frontex, founded: 2004-10-26, aliases: EBCGA}
- id: task-force
  class: MilitaryCommand
  name: Task Force
  members: [{ref: belgium, start: 2015, end: ..}, {ref: canada, start: 2015, end: ..}]
- id: five-eyes
  class: IntelligencePartnership
  name: Five Eyes
  members: [{ref: canada, start: 1948, end: ..}, {ref: new-zealand, start: 1956, end: ..}]
- id: untoc
  class: Convention
  name: UNTOC
  signed: 2000-11-15
  inForce: 2003-09-29
  covers: {relation: parties, complete: true, until: 2013-10-17}
  parties:
  - {ref: belgium, start: 2004-09-10, end: .., role: party}
  - {ref: barbados, start: 2001-09-26, end: .., role: signatory}
- id: crossings
  class: Indicator
  name: Crossings
  unit: people
  observedFor: [{ref: belgium, start: 2001, end: 2001, amount: 1}, {ref: belgium, start: 2002, end: 2002, amount: 2}]
"""
MINE = "datasets: [{{id: mine, title: Mine, rank: {rank}, licence: CC0}}]\ndataset: mine\nsource: A letter\nentities:\n"


@dataclass(frozen=True)
class Correction:
    """A store with the core before and after a file of one's own, what the dry run shows, and what the check warns of."""

    after: GraphState
    lines: list[str]
    warnings: list[str]

    def listed(self, of: str, type_: str = "FOEDERA_MEMBER_OF") -> dict[str, list[str]]:
        """Who is preferred at the other end, with the start of each statement and its dataset."""
        found: dict[str, list[str]] = {}
        for key, link in self.after.links.items():
            if link.type == type_ and key.end.id == of:
                p = link.properties
                found.setdefault(key.start.id, []).append(f"{p.get('start')} {p['dataset']}")
        return {name: sorted(rows) for name, rows in sorted(found.items())}


@pytest.fixture
def correct(model: Model, tmp_path: Path) -> object:
    """Loads a file of one's own, of some rank, beside the core."""

    def read(text: str) -> Records:
        file = tmp_path / "facts.yaml"
        file.write_text(text, encoding="utf-8")
        return read_paths([file], model)[0]

    def load(mine: str, rank: int) -> Correction:
        core, own = read(CORE), read(MINE.format(rank=rank) + mine)
        old = derive(check_records(core, model)[0], model)
        core.add(own)
        both, problems = check_records(core, model)
        assert [str(p) for p in problems] == []
        new = derive(both, model)
        changes = difference(old, new)
        diffs = describe(changes, model, list_diffs(old.links_at, changes, model))
        return Correction(new, [text.strip() for _, text in diff_lines(diffs)], [str(p) for p in check_preference(both, both.links, model)])

    return load


class Correct:
    """The type of the fixture."""

    def __call__(self, mine: str, rank: int) -> Correction:
        """Load."""
        raise NotImplementedError


SINCE_1949 = {"belgium": ["1949-04-04 core"], "canada": ["1949-04-04 core"]}


def test_a_better_date_of_one_membership_leaves_the_others(correct: Correct) -> None:
    found = correct("- {extends: nato, members: {ref: sweden, start: 2024-03-08, end: ..}}", 5)
    assert found.listed("nato") == {**SINCE_1949, "sweden": ["2024-03-08 mine"]}
    assert found.listed("nato", "FOEDERA_MEMBER_OF_CLAIM") == {"sweden": ["2024-03-07 core"]}
    assert "~ memberOf nato 2024-03-07/.. [core]; preferred: True → False" in found.lines
    assert "+ memberOf nato 2024-03-08/.. [mine]" in found.lines
    assert any(k.id == "nato/members" for k in found.after.nodes), "both dates are a conflict"


def test_a_correction_makes_nothing_less_certain_that_others_know(correct: Correct) -> None:
    found = correct("- {extends: nato, members: {ref: sweden, start: 2024-03-08, end: ..}}", 5)
    [sweden] = [link.properties for key, link in found.after.links.items() if key.start.id == "sweden" and link.type == "FOEDERA_MEMBER_OF"]
    assert (sweden["startLatest"], sweden["endEarliest"]) == ("2024-03-08", "9999-12-31")


def test_an_outsider_in_a_complete_list_is_told_and_not_shown(correct: Correct) -> None:
    found = correct("- {extends: nato, members: {ref: georgia, start: 2026-01-01, end: ..}}", 100)
    assert found.listed("nato") == {**SINCE_1949, "sweden": ["2024-03-07 core"]}
    assert "+ memberOf nato 2026-01-01/.. [mine]; preferred: False" in found.lines
    [warning] = found.warnings
    assert "georgia in members of nato is not preferred: the list of members of nato in dataset core (rank 10) is complete" in warning
    assert "give mine a rank below 10" in warning


def test_a_member_told_otherwise_by_a_worse_rank_is_no_outsider(correct: Correct) -> None:
    found = correct("- {extends: nato, members: {ref: sweden, start: 2024-03-08, end: ..}}", 100)
    assert found.listed("nato")["sweden"] == ["2024-03-07 core"]
    assert "+ memberOf nato 2024-03-08/.. [mine]; preferred: False" in found.lines
    assert found.warnings == []


def test_a_note_says_that_it_is_known(correct: Correct) -> None:
    mine = "- {extends: nato, members: {ref: georgia, start: 2026}, conflicts: {topic: members, explanation: so some say}}"
    assert correct(mine, 100).warnings == []


def test_a_member_is_added_by_a_better_rank(correct: Correct) -> None:
    found = correct("- {extends: nato, members: {ref: georgia, start: 2026-01-01, end: ..}}", 5)
    assert list(found.listed("nato")) == ["belgium", "canada", "georgia", "sweden"]
    assert "= members: 3 → 4, today 3 → 4 + georgia" in found.lines


def test_a_member_is_added_to_a_list_that_is_not_complete(correct: Correct) -> None:
    found = correct("- {extends: task-force, members: {ref: sweden, start: 2016, end: ..}}", 100)
    assert list(found.listed("task-force")) == ["belgium", "canada", "sweden"]
    assert found.warnings == []


def test_a_membership_ended_that_the_core_holds_open(correct: Correct) -> None:
    found = correct("- {extends: task-force, members: {ref: canada, start: 2015, end: 2025-03}}", 5)
    assert list(found.listed("task-force")) == ["belgium", "canada"]
    assert "= members: 2 → 2, today 2 → 1" in found.lines


def test_a_member_is_taken_out_by_a_complete_list(correct: Correct) -> None:
    covers = "{relation: members, complete: true, maintained: true}"
    mine = f"- {{extends: five-eyes, covers: {covers}, members: {{ref: canada, start: 1948, end: ..}}}}"
    found = correct(mine, 5)
    assert list(found.listed("five-eyes")) == ["canada"]
    assert "= members: 2 → 1, today 2 → 1 - new-zealand" in found.lines


def test_a_party_that_came_after_the_table_was_read(correct: Correct) -> None:
    mine = "- {extends: untoc, parties: {ref: canada, start: 2014-11-11, end: .., role: party}}"
    found = correct(mine, 100)
    assert list(found.listed("untoc", "FOEDERA_PARTY_TO")) == ["barbados", "belgium", "canada"]
    assert found.warnings == []


def test_a_suspension_is_put_into_a_membership(correct: Correct) -> None:
    mine = """
- extends: nato
  members:
  - {ref: canada, start: 1949-04-04, end: 1959-12-31}
  - {ref: canada, start: 1960-01-01, end: 1960-12-31, status: suspended}
  - {ref: canada, start: 1961-01-01, end: ..}
"""
    found = correct(mine, 5)
    assert found.listed("nato")["canada"] == ["1949-04-04 mine", "1960-01-01 mine", "1961-01-01 mine"]
    turns = [
        link.properties["spell"]
        for key, link in found.after.links.items()
        if key.start.id == "canada" and link.type == "FOEDERA_MEMBER_OF" and key.end.id == "nato"
    ]
    assert turns == [1, 1, 1]


@pytest.mark.parametrize(("rank", "founded"), [(5, "2004-10-27"), (100, "2004-10-26")])
def test_a_better_value_is_preferred_and_a_worse_one_kept(correct: Correct, rank: int, founded: str) -> None:
    found = correct("- {extends: frontex, founded: 2004-10-27, aliases: FRX}", rank)
    node = found.after.nodes[NodeKey("Entity", "frontex")].properties
    assert node["founded"] == founded
    assert set(node["aliases"]) == {"EBCGA", "FRX"}  # type: ignore[arg-type]  # a list
    assert any(k.id == "frontex/founded" for k in found.after.nodes)
    assert ("+ founded: 2004-10-27" in found.lines) == (rank == 5)


def test_one_value_of_a_series(correct: Correct) -> None:
    found = correct("- {extends: crossings, observedFor: {ref: belgium, start: 2001, end: 2001, amount: 7}}", 5)
    amounts = [link.properties["amount"] for link in found.after.links.values() if link.type == "FOEDERA_OBSERVED_FOR"]
    assert sorted(map(float, map(str, amounts))) == [2.0, 7.0]
