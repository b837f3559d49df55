"""Ordinary mistakes, each in the smallest file that has it: one message at the right place, with the cause and a remedy that helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from facts.records import Location, Problem
from loaders.checks.guesses import NOBODY
from loaders.checks.resolving import resolve_records
from loaders.checks.run import examine
from loaders.checks.saying import at_hand
from loaders.checks.targets import SHIPPED, Sources
from loaders.sources.yaml_reading import read_paths
from ontology import Model
from tests.loaders.checks.conftest import HEAD, HEAD_LINES

WORLD = """datasets:
- {id: world, title: World, licence: CC0-1.0, rank: 10}
dataset: world
source: an atlas
entities:
- {id: denmark, class: State, name: Denmark, iso3: DNK, iso2: DK, aliases: [Danish Realm], wikidata: Q35}
- {id: ivory-coast, class: State, name: Côte d'Ivoire, iso3: CIV, aliases: [Ivory Coast]}
- {id: united-kingdom, class: State, name: United Kingdom, iso3: GBR, iso2: GB, aliases: [UK]}
- {id: south-island, class: State, name: South Saint Island, iso3: SIL}
- {id: pact, class: Alliance, name: Northern Pact, wikidata: Q7184, founded: 1949}
- {id: office, class: BorderAgency, name: Border Office of Denmark}
"""
"""Against which each is checked."""


class Mistake(NamedTuple):
    """A file (below a head that describes a dataset and a source, if it begins with an entity), and what is told of it."""

    text: str
    line: int
    column: int
    cause: str
    remedy: str


A = "- id: a-b\n  class: Alliance\n  name: A B\n"
"""An entity that goes on."""
MINE = "datasets:\n- {id: mine, title: Mine, licence: CC0-1.0, rank: 50}\n"


def _dated(date: str) -> str:
    return f"{A}  founded: {date}\n"


def _row(details: str) -> str:
    return f"{A}  members:\n  - {{ref: denmark, {details}}}\n"


LISTED = (
    # words of the ontology and of files
    Mistake("- {id: a-b, class: BorderAgencyy, name: A B}", 1, 20, "is not a class", "did you mean BorderAgency?"),
    Mistake("- {id: a-b, class: alliance, name: A B}", 1, 20, "is not a class", "did you mean Alliance?"),
    Mistake("- {id: a-b, class: Organization, name: A B}", 1, 20, "is a general class", "name one below it: InternationalOrganization"),
    Mistake(A + "  membrs: denmark\n", 4, 3, "unknown property or relation 'membrs'", "did you mean members?"),
    Mistake(A + "  fouded: 1950\n", 4, 3, "unknown property or relation 'fouded'", "did you mean founded?"),
    Mistake(A + "  capital: Bonn\n", 4, 12, "Alliance has no property capital", "its properties are name, "),
    Mistake("- {id: a-b, class: Alliance}", 1, 20, "name is missing", "add name:"),
    Mistake("- {id: a-b, name: A B}", 1, 3, "a-b has no class", "add class:"),
    Mistake("- {class: Alliance, name: A B}", 1, 3, "an entity needs an id", "add id: with a lower-case name"),
    Mistake("- {id: Err_Pact, class: Alliance, name: A B}", 1, 25, "is not an id", "write err-pact;"),
    Mistake("- {id: my pact, class: Alliance, name: A B}", 1, 24, "is not an id", "write my-pact;"),
    Mistake(_row("from: 1950"), 5, 20, "unknown key 'from'", "did you mean start?"),
    Mistake(_row("to: 1950"), 5, 20, "unknown key 'to'", "did you mean end?"),
    Mistake(_row("role: membre"), 5, 26, "role is 'membre'", "did you mean member?"),
    Mistake("- {id: a-b, class: BorderAgency, name: A B, functions: [costums]}", 1, 57, "functions is 'costums'", "did you mean customs?"),
    Mistake("- {id: a-b, class: BorderAgency, name: A B, agencies: denmark}", 1, 55, "a kind of Agency", "write agencyOf:"),
    Mistake(A + "  memberOf: denmark\n", 4, 13, "memberOf goes to a kind of Organization", "it is right: write members:"),
    Mistake(A + "  predecessor: pact\n", 4, 3, "unknown property or relation 'predecessor'", "did you mean succeeds?"),
    Mistake(A + "  successors: pact\n", 4, 3, "unknown property or relation 'successors'", "did you mean succeededBy?"),
    Mistake(A + "  verification: checked\n", 4, 17, "verification is 'checked'", "did you mean CHECKED?"),
    # references
    Mistake(A + "  members: denmrk\n", 4, 12, "there is no entity 'denmrk'", "did you mean denmark?"),
    Mistake(A + "  members: Denmark\n", 4, 12, "there is no entity 'Denmark'", "did you mean denmark?"),
    Mistake(A + "  members: DNK\n", 4, 12, "there is no entity 'DNK'", "did you mean iso3:DNK?"),
    Mistake(A + "  members: iso:DNK\n", 4, 12, "'iso' is not a key", "did you mean iso3:DNK?"),
    Mistake(A + "  members: iso3:dnk\n", 4, 12, "nothing has the iso3 'dnk'", "did you mean iso3:DNK?"),
    Mistake(A + "  members: iso2:UK\n", 4, 12, "nothing has the iso2 'UK'", "did you mean iso2:GB or iso3:GBR?"),
    Mistake(A + "  members: iso2:EL\n", 4, 12, "nothing has the iso2 'EL'", "foedera match"),
    Mistake(_row("start: 1950").replace("denmark", ""), 5, 5, "an entry of members needs a ref", "add ref: with an id or a key"),
    Mistake("- {extends: pactt, founded: 1950}", 1, 29, "there is no entity 'pactt'", "did you mean pact?"),
    Mistake(A + "  partOf: a-b\n", 4, 11, "a-b partOf itself", "check the reference"),
    Mistake(A + "  partOf: b-c\n- {id: b-c, class: Alliance, name: B C, partOf: a-b}", 4, 11, "a-b → b-c → a-b", "take out the one"),
    Mistake(A + "  wikidata: Q7184\n", 4, 13, "wikidata Q7184 is already the key of pact", "if both are the same, use extends:"),
    # dates
    Mistake(_dated("04/04/1949"), 4, 12, "founded is '04/04/1949', which is not a date", "write 1949-04-04"),
    Mistake(_dated("4 April 1949"), 4, 12, "is not a date", "write 1949-04-04"),
    Mistake(_dated("1949-02-30"), 4, 12, "has no day 30: that month has 28 days", "correct the day, or write 1949-02 for the month"),
    Mistake(_dated("c. 1950"), 4, 12, "is not a date", "write 1950~"),
    Mistake(_dated("-0431"), 4, 12, "is before year 1", "say it in a remark or the description"),
    Mistake(_dated("2050"), 4, 12, "founded of a-b is 2050, which is still to come", "if it is planned, say so in a remark:"),
    Mistake(_dated("[1951, 1950]"), 4, 12, "founded has one value, and here stands a list of 2", "keep one; where sources differ"),
    Mistake(_row("start: 1999, end: 1950"), 5, 38, "denmark in members of a-b ends 1950, before it starts 1999", "check both days"),
    Mistake(_dated("1990") + "  members: {ref: denmark, start: 1980, end: ..}\n", 5, 34, "begins 1980, before a-b", "check both dates"),
    Mistake(_row("start: 1999, end: present"), 5, 38, "end is 'present'", "write .. for what goes on"),
    Mistake(
        A + "  retrieved: 2035-01-01\n  verification: CHECKED\n",
        4,
        14,
        "2035-01-01, which is still to come",
        "check the day",
    ),
    # said twice
    Mistake(A + "- {id: a-b, class: Alliance, name: C D}", 4, 20, "a-b is described twice", "use extends: to add facts"),
    Mistake("- {id: pact, class: Alliance, name: Err Pact}", 1, 21, "pact is called 'Err Pact' here", "give this one another id"),
    Mistake("- {id: pact, class: BorderAgency, name: Err}", 1, 21, "pact is an Alliance in another dataset", "another id"),
    Mistake(A + "  members: denmark\n- {extends: denmark, memberOf: {ref: a-b, role: member}}", 5, 32, "without a role, too", "keep one"),
    Mistake(A + "  name: C D\n", 4, 3, "the key 'name' stands here a second time", "keep one of them"),
    # YAML
    Mistake("- id: a-b\n  class: Alliance\n   name: A B\n", 3, 4, "indented by one blank more than its neighbours", "begin it in column 3"),
    Mistake("- id: a-b\n\tclass: Alliance\n  name: A B\n", 2, 1, "indented with a tab", "indent with blanks"),
    Mistake('- id: a-b\n  class: Alliance\n  name: "A B\n  founded: 1950\n', 3, 9, "the quote that opens here is never closed", "close it"),
    Mistake("- id: a-b\n  class: Alliance\n  name: *Star\n", 3, 9, "*Star is not defined before", "put the value into quotes"),
    Mistake(
        "- id: a-b\n  class: Alliance\n  name: Pact: the first\n",
        3,
        13,
        "not YAML",
        "a value that holds a colon and a blank",
    ),
    Mistake(A + "  members:\n  - denmark\n  -iso3:CIV\n", 6, 3, "a blank is missing behind the dash", "write - iso3:CIV"),
    Mistake(A + "  members: [denmark\n  founded: 1950\n", 4, 12, "the bracket that opens here is not closed", "close it with ]"),
    # values and forms
    Mistake(A + "  wikidata: 7184\n", 4, 13, "a Wikidata identifier is a Q and a number", "write Q7184"),
    Mistake("- {id: a-b, class: Alliance, name: {en: A B, fr: C}}", 1, 36, "a name without a language", "labels: {en: A B, fr: C}"),
    Mistake(A + "  source: {a: b}\n", 4, 11, "source must be text", "write a single value"),
    Mistake(
        A + "  covers: [{relation: members, complete: yes, until: 2023}]\n",
        4,
        42,
        "not true or false",
        "write true or false",
    ),
    # the head of a file
    Mistake(A + "  dataset: mien\n", 4, 12, "there is no dataset 'mien'", "did you mean mine?"),
    Mistake("source: x\nentities:\n" + A, 1, 1, "nothing says to which dataset the 2 facts of the file belong", "add dataset: to the file"),
    Mistake(MINE + "dataset: mine\nentities:\n" + A, 1, 1, "none of the 2 facts of the file has a source", "add source: to the file"),
    Mistake(MINE.replace("50", "0"), 2, 3, "rank is '0'", "write a number from 1 to 1000"),
    Mistake("# no head\n" + A, 2, 1, "the file is not a mapping", "begin it with dataset: and entities:"),
)
"""Those of a newcomer's first evening."""
FURTHER = (
    Mistake(A + "  members: S. St. Island\n", 4, 12, "there is no entity 'S. St. Island'", "did you mean south-island?"),
    Mistake(
        A + '  aliases: "AB, ABC"\n', 4, 12, "aliases is one name, 'AB, ABC'", 'write a list: [AB, ABC]; if it is one name: ["AB, ABC"]'
    ),
    Mistake(_row("start: 1,234"), 5, 29, "unknown key '234'", "write 1234, without a comma"),
    # keys
    Mistake("- {id: a-b, class: Alliance, Name: A B}", 1, 30, "unknown property or relation 'Name'", "write name"),
    Mistake("- {id: a-b, class: Treaty, name: A B, entry_into_force: 1951}", 1, 39, "'entry_into_force'", "did you mean inForce?"),
    Mistake(MINE + "dataset: mine\nsource: x\nentites:\n" + A, 5, 1, "unknown key 'entites'", "did you mean entities?"),
    Mistake(MINE.replace("licence", "license"), 2, 27, "unknown key 'license'", "did you mean licence?"),
    Mistake(A + "  sources: [x]\n", 4, 3, "'sources'", "did you mean source?"),
    Mistake(_row("since: 1949"), 5, 20, "unknown key 'since'", "did you mean start?"),
    # wrong nesting
    Mistake("dataset: x\nsource: a\nid: a-b\nclass: Alliance\n", 3, 1, "an entity stands at the top", "begin it below entities:"),
    Mistake("datasets:\n  mine: {title: M, licence: CC0-1.0, rank: 5}\ndataset: mine\n", 2, 3, "datasets is a list", "- {id: mine, …}"),
    Mistake(MINE + "entities:\n  a-b: {class: Alliance, name: A B}\n", 4, 3, "entities is a list", "- {id: a-b, …}"),
    Mistake(A + "  members:\n  - denmark: {start: 1950}\n", 5, 5, "an entry of members needs a ref", "write {ref: denmark, start: …}"),
    Mistake(A + "  members:\n    denmark: 1950\n", 5, 5, "an entry of members needs a ref", "- {ref: denmark, start: 1950}"),
    Mistake(A + "  members: [[denmark]]\n", 4, 13, "here stands a list in a list", "take one pair of brackets"),
    Mistake(A + "  members: - denmark\n", 4, 12, "a list with dashes begins beside its key", "begin it in the next line"),
    Mistake(A + "  name: [A, B]\n".replace("  name", "  officialName"), 4, 17, "here stands a list of 2", "other names belong to aliases:"),
    Mistake(A + "  conflicts: [members differ]\n", 4, 15, "conflicts must hold mappings", "write {topic: members,"),
    Mistake(A + "  claims: [{property: members, value: denmark}]\n", 4, 23, "members is a relation", "write a row below members:"),
    Mistake(MINE.replace("50", "high"), 2, 51, "the rank of dataset mine is 'high'", "a whole number from 1"),
    Mistake(
        MINE.replace(", rank: 50", "") + "dataset: mine\nsource: x\nentities:\n" + A,
        2,
        3,
        "is missing",
        "write rank:",
    ),
    Mistake("- {id: a-b, extends: pact, name: A B}", 1, 13, "extends and id stand in one entity", "take id: away"),
    Mistake("- {extends: pact, class: Alliance, dissolved: 1990}", 1, 4, "extends and class stand in one entity", "take class: away"),
    Mistake("- {id: pact, founded: 1949}", 1, 3, "pact has no class", "write extends: in place of id:"),
    # references with something beside them
    Mistake(A + "  members: [denmark 1950]\n", 4, 13, "there is no entity 'denmark 1950'", "write {ref: denmark, start: 1950}"),
    Mistake(A + '  members: "iso3:DNK, iso3:CIV"\n', 4, 12, "nothing has the iso3", "write a list: [iso3:DNK, iso3:CIV]"),
    Mistake(A + "  members: Ivory Coast\n", 4, 12, "there is no entity 'Ivory Coast'", "did you mean ivory-coast?"),
    Mistake(A + "  members: Freedonia\n", 4, 12, "there is no entity 'Freedonia'", "look for the name with `foedera match`"),
    # dates
    Mistake(_dated("31/02/2001"), 4, 12, "is not a date", "'2001-02-31' has no day 31: that month has 28 days"),
    Mistake(_dated("12/25/1999"), 4, 12, "is not a date", "write 1999-12-25"),
    Mistake(_dated("4. Dezember 1949"), 4, 12, "is not a date", "write 1949-12-04"),
    Mistake(_dated("1949-24-08"), 4, 12, "is not a date", "write 1949-08-24"),
    Mistake(_dated("1949-00-00"), 4, 12, "has no month 00", "write 1949"),
    Mistake(_dated("early 1990s"), 4, 12, "is not a date", "write 199X"),
    Mistake(_dated("199O"), 4, 12, "founded is '199O', which is not a date", "write 1990"),
    Mistake(_dated("17992"), 4, 12, "is not a date", "write 1949-04-04, if this is the number that a spreadsheet has"),
    Mistake(_dated("unknown"), 4, 12, "is not a date", "leave it away if nobody knows it"),
    Mistake(_row("start: .., end: 1990"), 5, 27, "start is '..'", "'..' stands behind end:"),
    # signs
    Mistake(A + "  description: &Co is a firm\n", 4, 16, "&Co is a mark in YAML, and not part of the text", "put the value into quotes"),
    Mistake("- id: a-b\n  class: Alliance\n  name: !Important Pact\n", 3, 9, "!Important is a tag in YAML", "put the value into quotes"),
    Mistake("- id: a-b\n  class: Alliance\n  name: “A B”\n", 3, 9, "name stands in typographic quotes", 'write "A B"'),
    Mistake(A + "  members: [“iso3:DNK”]\n", 4, 13, "is not a key", "take the quotes away: write iso3:DNK"),
    Mistake("- id: a-b\n\u00a0 class: Alliance\n  name: A B\n", 2, 1, "U+00A0 (no-break space)", "write a blank"),
    Mistake("- id: a-b\n  class： Alliance\n  name: A B\n", 2, 8, "U+FF1A (fullwidth colon)", "write a colon and a blank"),
    Mistake('- {id: a-b, class: Alliance, name: "A &amp; B"}', 1, 36, "holds signs of HTML", "write A & B"),
    Mistake('- {id: a-b, class: Alliance, name: "A <b>B</b>"}', 1, 36, "holds signs of HTML", "write A B"),
    Mistake("- {id: a-b, class: Alliance, name: StraÅ¼}", 1, 36, "was read in another encoding", "write Straż"),
    Mistake('{"dataset": "x", // y\n "entities": []}', 1, 18, "a comment begins with #", "JSON has no comments"),
    Mistake("\ufeff" + MINE.replace("CC0", "'CC0"), 2, 36, "the quote that opens here is never closed", "close it"),
    Mistake("- id: a-b\r\n  class: Allianc\r\n  name: A B\r\n", 2, 10, "is not a class", "did you mean Alliance?"),
    Mistake(A + "  website: www.example.org\n", 4, 12, "website is 'www.example.org'", "write https://www.example.org"),
    Mistake(A + "  wikidata: https://www.wikidata.org/wiki/Q99\n", 4, 13, "is a Q and a number", "write Q99"),
    Mistake("- {id: a-b, class: State, name: A B, iso3: abc}", 1, 44, "three capital letters", "write ABC"),
    Mistake("- {id: a-b, class: State, name: A B, labels: {jp: B}}", 1, 46, "has 'jp', which is no language of ISO 639", "write ja"),
    Mistake("- {id: a-b, class: State, name: A B, labels: {qq: B}}", 1, 46, "has 'qq', which is no language", "a mapping of languages"),
    Mistake('- {id: a-b, class: State, name: A B, description: " "}', 1, 51, "description is empty", "say what it is, or leave it out"),
    Mistake('- {id: a-b, class: State, name: A B, note: ""}', 1, 44, "note is empty", "say what it is, or leave it out"),
    Mistake("- {id: a-b, class: State, name: A B, iso3: PL}", 1, 44, "three capital letters", "write it in that form"),
    Mistake("- {id: a-b, class: State, name: A B, wikidata: 142}", 1, 48, "wikidata", "write Q142"),
    Mistake(_row("start: 1950") + "---\n" + A, 6, 1, "a second document begins here", "put it into a file of its own"),
)
"""What others wrote on their second."""
COPIED = (
    # rows
    Mistake(A + "  members:\n  - {start: 1950, end: 1960}\n", 5, 5, "an entry of members needs a ref", "add ref: with an id or a key"),
    Mistake(A + "  members: [iso3: DNK]\n", 4, 13, "an entry of members needs a ref", "write iso3:DNK, without a blank"),
    Mistake(A + "  members: [{iso3: DNK, start: 1950}]\n", 4, 13, "needs a ref", "write ref: iso3:DNK in place of iso3: DNK"),
    Mistake(A + "  members:\n", 4, 11, "members is empty", "or take the key away"),
    Mistake(A + "  members: [Denmark (iso3:DNK)]\n", 4, 13, "is not a key", "did you mean iso3:DNK?"),
    Mistake(A + "  members: [https://www.wikidata.org/wiki/Q35]\n", 4, 13, "'https' is not a key", "did you mean wikidata:Q35?"),
    Mistake(A + "  members:\n  - iso3:DNK\n    start: 1950\n", 5, 5, "a blank is missing behind the colon", "write ref: iso3:DNK if it is"),
    # datasets and ids
    Mistake("datasets: [{id: My X, title: X, licence: CC0-1.0, rank: 5}]\ndataset: My X\n", 1, 12, "'My X' is not an id", "write my-x;"),
    Mistake(
        "dataset: {id: my-x, title: X, licence: CC0-1.0, rank: 5}\nsource: x\nentities:\n" + A,
        1,
        10,
        "dataset is an id, and here a dataset is described",
        "write dataset: my-x, and describe it under datasets:",
    ),
    Mistake("- {id: a-上海, class: Alliance, name: A B}", 1, 21, "is not an id", "use lower-case letters"),
    Mistake("- {id: a-b, extends: pact, founded: 1949}", 1, 13, "extends and id stand in one entity", "to add facts to pact"),
    Mistake(A + "  retrieved: 13/05/2020\n", 4, 14, "retrieved is '13/05/2020'", "write 2020-05-13"),
    # names
    Mistake("- id: a-b\n  class: Alliance\n  name: |\n    A\n    B\n", 3, 9, "name has 2 lines", "write A B"),
    Mistake(A + "  aliases: One; The Two\n", 4, 12, "aliases is one name", "write a list: [One, The Two]"),
    # dates
    Mistake(_dated("۱۹۴۹"), 4, 12, "is not a date", "write 1949"),
    Mistake(_dated("4.IV.1949"), 4, 12, "is not a date", "write 1949-04-04"),
    Mistake(_dated("the 19th century"), 4, 12, "is not a date", "write 18XX"),
    # signs
    Mistake(A + "  headquarters: Hall #4, Vienna\n", 4, 21, "what stands behind 'Hall' is a comment: #4", 'write "Hall #4, Vienna"'),
    Mistake(A + "  description: “A: B”\n", 4, 16, "U+201C (left double quotation mark) is no quote in YAML", 'write "A: B"'),
    Mistake(A + '  description: "C:\\Users"\n', 4, 21, "a backslash in double quotes begins a code", "use single quotes"),
    Mistake("- id: a-b\n\u00a0 class: Alliance\n", 2, 1, "U+00A0 (no-break space)", "write a blank for each"),
    Mistake("- id:a-b\n  class: Alliance\n", 1, 3, "a blank is missing behind the colon", "write id: a-b"),
    Mistake(MINE + "entities:\n– id: a-b\n  class: Alliance\n", 4, 1, "U+2013 (en dash) begins no entry", "a hyphen and a blank: - id:"),
    Mistake(A + "  members:\n  • denmark\n  • ivory-coast\n", 5, 3, "U+2022 (bullet) begins no entry", "a hyphen and a blank: - denmark"),
)
"""What came along from other programs."""
FINE = ("  aliases: ['A; B', 'A, B, C']\n", "  headquarters: Vienna # the city\n", "  officialName: >\n    A\n    B\n")


@pytest.fixture(scope="module")
def told(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Mistake], list[Problem]]:
    """What is told of a mistake; lines count from the first one that it has itself."""
    folder = tmp_path_factory.mktemp("mistakes")
    world, file = folder / "world.yaml", folder / "x.yaml"
    world.write_text(WORLD, encoding="utf-8")
    background = resolve_records(read_paths([world], model)[0], model)

    def found(mistake: Mistake) -> list[Problem]:
        file.write_text(HEAD * mistake.text.startswith("- ") + mistake.text, encoding="utf-8", newline="")
        records, problems = read_paths([file], model)
        return list(examine(Sources(records, tuple(problems), frozenset({str(file)}), background, SHIPPED), model).problems)

    return found


@pytest.mark.parametrize("mistake", [*LISTED, *FURTHER, *COPIED], ids=lambda m: f"{m.cause[:30]}-{m.remedy[:20]}")
def test_each_mistake_has_one_message_that_helps(mistake: Mistake, told: Callable[[Mistake], list[Problem]]) -> None:
    (problem,) = told(mistake)
    above = HEAD_LINES if mistake.text.startswith("- ") else 0
    assert (problem.location.line - above, problem.location.column) == (mistake.line, mistake.column)
    assert mistake.cause in problem.message
    assert mistake.remedy in problem.remedy


@pytest.mark.parametrize("text", FINE)
def test_what_is_meant_so_is_let_pass(text: str, told: Callable[[Mistake], list[Problem]]) -> None:
    assert told(Mistake(A + text, 0, 0, "", "")) == []


def test_as_many_as_were_tried() -> None:
    assert (len(LISTED), len(FURTHER), len(COPIED)) == (64, 60, 24)
    assert all(mistake.cause and mistake.remedy for mistake in (*LISTED, *FURTHER, *COPIED))


@pytest.mark.parametrize(
    ("name", "cell", "way"),
    [
        ("mine.yaml", "", "under entities:"),
        ("mine.jsonl", "", "in a line of its own"),
        ("<stdin>", "", "in a line of its own"),
        ("mine.csv", "row 2, party", "in a file of entities"),
        ("mine.py", "row 2, mine.py line 7", "with loader.entity()"),
    ],
)
def test_a_remedy_is_in_the_words_of_the_file(name: str, cell: str, way: str) -> None:
    assert at_hand(NOBODY, Location(name, 2, 1, cell)).endswith(f"or describe it {way}")
