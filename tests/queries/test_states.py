"""When states were states, by the core: gaps, and the lists of others. Every difference stands with its verdict in docs/states.md."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.queries.conftest import Ask

LISTS = Path(__file__).parent / "lists"
PAGE = (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8")
VERDICTS = {"ours", "theirs", "open"}
Years = frozenset[int]


def read(name: str) -> list[dict[str, str]]:
    """The rows of a list."""
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def years(text: str) -> Years:
    """1946-1963, 1965: the years of such text."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[;,] ?", text)):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return frozenset(found)


def table(name: str) -> list[list[str]]:
    """The rows of a table of the page, without its head."""
    text = PAGE.partition(f"<!-- {name} -->\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]]


@pytest.fixture(scope="module")
def spells(ask: Ask) -> Mapping[str, list[tuple[str, str]]]:
    """The first and last days of the spells of every state."""
    text = "{ states(first: 500) { nodes { slug statehood(time: {ever: true}) { edges { start end open } } } } }"
    answer = ask(text)["data"]["states"]["nodes"]
    return {n["slug"]: [_days(e["start"], e["end"] or (".." if e["open"] else "")) for e in n["statehood"]["edges"]] for n in answer}


def _days(start: str, end: str) -> tuple[str, str]:
    """1839-04-17/1841-02-18, 1954, ..: the first and the last day that may be meant."""
    first, last = start.partition("/")[0].rstrip("~"), end.rpartition("/")[2].rstrip("~")
    return "0001-01-01" if first == ".." else first, "9999-12-31" if last == ".." else f"{last}-12-31"[:10]


def existing(ask: Ask, time: str) -> set[str]:
    """The states of a time."""
    found = ask(f"{{ states(time: {time}, first: 500) {{ nodes {{ slug }} }} }}")["data"]["states"]["nodes"]
    return {n["slug"] for n in found}


@pytest.mark.parametrize("year", [1850, 1960])
def test_a_list_by_time_is_that_of_the_spells(ask: Ask, spells: Mapping[str, list[tuple[str, str]]], year: int) -> None:
    day = f"{year}-07-01"
    assert existing(ask, f'{{at: "{day}"}}') == {s for s, own in spells.items() if any(first <= day <= last for first, last in own)}


@pytest.mark.parametrize(
    ("state", "there", "away"),
    [
        ("poland", ["1920", "1938", "1950"], ["1900", "1917"]),
        ("austria", ["1925", "1950"], ["1900", "1939", "1944"]),
        ("estonia", ["1925", "1995"], ["1910", "1950", "1985"]),
        ("latvia", ["1925", "1995"], ["1950"]),
        ("lithuania", ["1925", "1995"], ["1950"]),
        ("syria", ["1950", "1965"], ["1959", "1960"]),
        ("egypt", ["1950", "1960", "1965"], ["1900"]),
        ("ethiopia", ["1900", "1950"], ["1938"]),
        ("czechoslovakia", ["1930", "1970"], ["1942", "1994"]),
        ("serbia", ["1900", "2010"], ["1850", "1950", "2000"]),
        ("germany", ["1960", "2000"], ["1930", "1947"]),
        ("german-empire", ["1900", "1930"], ["1860", "1950"]),
        ("soviet-union", ["1930", "1980"], ["1920", "1995"]),
        ("transvaal", ["1870", "1890"], ["1879", "1905"]),
    ],
)
def test_states_exist_in_their_spells_and_not_between_them(ask: Ask, state: str, there: list[str], away: list[str]) -> None:
    for year in (*there, *away):
        assert (state in existing(ask, f'{{at: "{year}"}}')) == (year in there), year


@pytest.mark.parametrize(
    ("year", "least", "most"), [("1850", 60, 80), ("1900", 50, 60), ("1938", 65, 80), ("1960", 95, 105), ("2020", 203, 207)]
)
def test_there_are_as_many_states_as_there_should_be(ask: Ask, year: str, least: int, most: int) -> None:
    for certainty in ("POSSIBLE", "CERTAIN"):
        text = f'{{ states(time: {{at: "{year}"}}, sources: {{certainty: {certainty}}}) {{ totalCount }} }}'
        assert least <= ask(text)["data"]["states"]["totalCount"] <= most


@pytest.mark.parametrize(
    ("key", "year", "state"),
    [
        ('cow: "255"', "1850", "prussia"),
        ('cow: "255"', "1869", "north-german-confederation"),
        ('cow: "255"', "1900", "german-empire"),
        ('cow: "255"', "1947", None),
        ('cow: "255"', "2000", "germany"),
        ('cow: "260"', "1960", "germany"),
        ('cow: "365"', "1950", "soviet-union"),
        ('cow: "365"', "2000", "russian-federation"),
        ('cow: "345"', "2000", "serbia-and-montenegro"),
        ('gw: "340"', "2010", "serbia"),
        ('gw: "563"', "2000", "transvaal"),
        ('gw: "678"', "1980", "north-yemen"),
        ('gw: "999"', "1980", None),
    ],
)
def test_a_number_leads_to_the_state_that_had_it_then(ask: Ask, key: str, year: str, state: str | None) -> None:
    found = ask(f'{{ state(key: {{{key}}}, time: {{at: "{year}"}}) {{ slug }} }}')["data"]["state"]
    assert found == (state and {"slug": state})


def test_a_number_without_a_time_leads_to_the_state_of_today(ask: Ask) -> None:
    text = """{ a: state(key: {cow: "365"}) { slug } b: state(key: {cow: "300"}) { slug }
        c: state(key: {gw: "365"}, time: {ever: true}) { slug } }"""
    data = ask(text)["data"]
    assert (data["a"], data["b"], data["c"]) == ({"slug": "russian-federation"}, None, {"slug": "russian-federation"})


@pytest.mark.parametrize(
    ("body", "year", "alone", "together"),
    [("european-union", "1985", 0, 10), ("european-union", "1999", 15, 15), ("european-economic-community", "1999", 0, 15)],
)
def test_a_body_can_be_asked_with_those_that_it_was_before(ask: Ask, body: str, year: str, alone: int, together: int) -> None:
    members = "members(filter: {role: {in: [MEMBER, FOUNDING_MEMBER]}}) { totalCount edges { node { slug } } }"
    text = f'query Q($all: Boolean) {{ organization(key: {{id: "{body}"}}, time: {{at: "{year}"}}, lineage: $all) {{ {members} }} }}'
    for wanted, number in ((False, alone), (None, alone), (True, together)):
        found = ask(text, {"all": wanted})["data"]["organization"]["members"]
        assert found["totalCount"] == len(found["edges"]) == number


def test_what_a_body_took_the_place_of_is_another(ask: Ask) -> None:
    text = '{ organization(key: {id: "united-nations"}, time: {at: "1930"}, lineage: true) { members { totalCount } } }'
    assert ask(text)["data"]["organization"]["members"]["totalCount"] == 0


def test_lineage_can_be_asked_of_one_relation(ask: Ask) -> None:
    text = '{ state(key: {iso3: "DEU"}, time: {at: "1930"}) { a: partyTo { totalCount } b: partyTo(lineage: true) { totalCount } } }'
    data = ask(text)["data"]["state"]
    assert data["a"]["totalCount"] <= data["b"]["totalCount"]


def test_actors_of_a_time_are_states_by_their_spells(ask: Ask) -> None:
    text = '{ actors(time: {at: "1960"}, filter: {class: [State]}, first: 500) { nodes { slug } } }'
    assert {n["slug"] for n in ask(text)["data"]["actors"]["nodes"]} == existing(ask, '{at: "1960"}')


def test_who_votes_in_the_general_assembly_is_a_state(spells: Mapping[str, list[tuple[str, str]]]) -> None:
    known = {row[0]: years(row[1]) for row in table("un-votes")}
    missing: dict[str, set[int]] = {}
    for row in read("un-votes.csv"):
        away = {
            y
            for y in years(row["years"])
            if not any(first <= f"{y}-12-31" and f"{y}-01-01" <= last for first, last in spells[row["state"]])
        }
        missing |= {row["country"]: away} if away else {}
    assert missing == known


def test_every_difference_from_the_table_of_manystates_has_a_verdict(spells: Mapping[str, list[tuple[str, str]]]) -> None:
    here: dict[str, str] = {}
    there: dict[str, list[tuple[str, str]]] = {}
    for row in read("manystates.csv"):
        here[row["code"]] = row["states"]
        there.setdefault(row["code"], []).append((row["begin"], row["end"]))
    told = {row[0]: (row[1].replace(", ", ";"), years(row[2]), years(row[3])) for row in table("manystates")}
    found = {}
    for code, states in here.items():
        mine, theirs = _on_first_of_july([s for state in states.split(";") for s in spells[state]]), _on_first_of_july(there[code])
        if mine != theirs:
            found[code] = (states, mine - theirs, theirs - mine)
    assert found == told
    assert {row[4] for row in table("manystates")} <= VERDICTS
    assert all(row[5] for row in table("manystates"))


def _on_first_of_july(spells: Iterable[tuple[str, str]]) -> Years:
    days = {year: f"{year}-07-01" for year in range(1816, 2025)}
    return frozenset(year for year, day in days.items() if any(first <= day <= last for first, last in spells))
