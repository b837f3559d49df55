"""A table says by its mapping what a file of entities would say, and every problem has its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.records import WARNING, Records
from loaders.tables.exceptions import write_unknown
from loaders.tables.report import Unknown
from ontology import Model
from tests.loaders.tables.reading import read

MEMBERS = """
entities:
- id: "league-{body}"
  class: Alliance
  name: {column: body}
  members:
  - ref: {column: state, key: iso3}
    start: {column: from}
    end: {column: to, open: ["9999-12-31"]}
"""
TABLE = """body,state,from,to
North,NOR,1990,9999-12-31
North,DNK,1991-05,2001
South,ITA,1992,
"""


def test_rows_become_entities_and_relationships(model: Model, core_records: Records, tmp_path: Path) -> None:
    found = read(tmp_path, model, core_records, MEMBERS, TABLE)
    assert found.problems == []
    assert found.claims() == [
        ("league-north", "class", "Alliance"),
        ("league-north", "name", "North"),
        ("league-south", "class", "Alliance"),
        ("league-south", "name", "South"),
    ]
    assert found.links() == [
        ("memberOf", "norway", "league-north", "1990", ".."),
        ("memberOf", "denmark", "league-north", "1991-05", "2001"),
        ("memberOf", "italy", "league-south", "1992", ""),
    ]
    assert [o.provenance.source for o in found.records.links] == ["A table, row 2", "A table, row 3", "A table, row 4"]
    (report,) = found.reports
    assert (report.rows, report.said, report.left, report.unknown) == (3, 3, {}, ())


SOURCED = """
archived: https://archive.example.org/1
entities:
- extends: {column: body, key: id}
  founded: {value: {column: year}, page: {column: page}, quote: {column: words}, source: [{column: book}, A map]}
  members: {ref: {column: state, key: iso3}, page: {column: page}, archivedOn: {column: copied, date: DD/MM/YYYY}}
"""


def test_a_row_says_where_and_how_its_source_says_it(model: Model, core_records: Records, tmp_path: Path) -> None:
    table = "body,state,year,page,words,book,copied\nnato,NOR,1949,p. 3,It begins.,A book,02/03/2026\nnato,DNK,1949,,,Annals,\n"
    found = read(tmp_path, model, core_records, SOURCED, table)
    assert found.problems == []
    first, second = (c.provenance for c in found.records.claims)
    assert (first.source, first.further, first.page, first.quote, first.archived) == ("A book", ("A map",), "p. 3", "It begins.", "")
    assert (second.source, second.page, second.quote) == ("Annals", "", "")
    said = [(o.provenance.page, o.provenance.archived, o.provenance.archived_on) for o in found.records.links]
    assert said == [("p. 3", "https://archive.example.org/1", "2026-03-02"), ("", "https://archive.example.org/1", "")]


def test_problems_stand_at_their_cells(model: Model, core_records: Records, tmp_path: Path) -> None:
    table = 'body,state,from,to\n"North\nLeague",NOR,1990,2000\nNorth,DNK,1991,\nNorth,DNK,1991,,,x\n'
    found = read(tmp_path, model, core_records, MEMBERS, table)
    # The row after a cell of two lines is the third, on line 4.
    assert str(found.records.links[1].places["start"]).endswith("t.csv:4:3 (row 3, from)")
    assert found.errors == [
        "t.csv:5:1 (row 4): the row has 6 cells, and the header 4: North | DNK | 1991 |  |  | x; put what holds the delimiter into quotes"
    ]


def test_unknown_codes_stop_nothing_and_are_counted(model: Model, core_records: Records, tmp_path: Path) -> None:
    table = "body,state,from,to\nNorth,NOR,1990,\nNorth,ALG,1990,\nNorth,ALG,1991,\nNorth,XQX,1991,\nNorth,ZAZ,1992,\n"
    found = read(tmp_path, model, core_records, MEMBERS, table)
    assert len(found.records.links) == 1
    assert [(p.level, p.location.cell, p.message) for p in found.problems] == [
        (WARNING, "row 3, state", "nothing has the iso3 'ALG' (2 rows)"),
        (WARNING, "row 5, state", "nothing has the iso3 'XQX'"),
        (WARNING, "row 6, state", "nothing has the iso3 'ZAZ'"),
    ]
    # The file that a curator completes is named by the mapping afterwards; what is in it stays.
    file = tmp_path / "codes.csv"
    write_unknown(file, found.reports[0].unknown)
    text = file.read_text().replace("state,ALG,,", "state,ALG,iso3:DZA,").replace("state,XQX,,", "state,XQX,-,")
    file.write_text(text)
    again = read(tmp_path, model, core_records, f"exceptions: codes.csv\n{MEMBERS}", table)
    assert [o[1] for o in again.links()] == ["norway", "algeria", "algeria"]
    assert [u.code for u in again.reports[0].unknown] == ["ZAZ"]
    assert write_unknown(file, [*again.reports[0].unknown, Unknown("state", "NEW", "why", found.problems[0].location)]) == 1
    assert "iso3:DZA" in file.read_text()


def test_unknown_codes_are_errors_where_it_is_asked_or_nothing_is_known(model: Model, core_records: Records, tmp_path: Path) -> None:
    table = "body,state,from,to\nNorth,NOR,1990,\nNorth,ALG,1990,\n"
    assert len(read(tmp_path, model, core_records, f"unknown: error\n{MEMBERS}", table).errors) == 1
    wrong = "body,state,from,to\nNorth,A,1990,\nNorth,B,1990,\nNorth,C,1990,\n"
    assert read(tmp_path, model, core_records, MEMBERS, wrong).errors == [
        "t.csv:2:2 (row 2, state): none of the 3 codes in state is known; check key: and class: of the column, and that the store holds "
        "the entities (`foedera load`)"
    ]


def test_numbers_of_states_mean_the_state_of_their_time(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
entities:
- extends: nato
  members: [{ref: {column: ccode, key: cow}, start: {column: year}}]
"""
    table = "ccode,year\n255,1913\n260,1960\n265,1960\n255,1995\n365,1960\n365,2000\n"
    found = read(tmp_path, model, core_records, mapping, table)
    assert [o[1] for o in found.links()] == [
        "german-empire",
        "germany",
        "east-germany",
        "germany",
        "soviet-union",
        "russian-federation",
    ]


def test_names_mean_states_of_their_time(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
entities:
- extends: nato
  members: [{ref: {column: state, key: [iso3, name], class: State}, start: {column: year, date: D.M.YYYY}}]
"""
    table = "state,year\nIvory Coast,1.5.1999\nPOL,2.5.1999\nCongo (Kinshasa),3.5.1999\nBelgiom,4.5.1999\n"
    found = read(tmp_path, model, core_records, mapping.replace("D.M.", "DD.MM."), table)
    assert [(o[1], o[3]) for o in found.links()] == [
        ("cote-d-ivoire", "1999-05-01"),
        ("poland", "1999-05-02"),
        ("democratic-republic-of-the-congo", "1999-05-03"),
    ]
    # What is only like a name is for a person to decide.
    assert [p.message for p in found.problems] == ["nothing has 'Belgiom' as iso3 or name on 1999-05-04; did you mean belgium?"]


def test_a_mapping_is_checked_before_its_table(model: Model, core_records: Records, tmp_path: Path) -> None:
    mapping = """
tabel: x
entities:
- id: "x-{a}"
  class: Alliance
  nam: {column: b}
  name: {colum: a, column: b}
  members: [{ref: {column: c, key: iso33}, start: {column: a, date: DD/MM}}]
"""
    assert read(tmp_path, model, core_records, mapping, "a,b\n1,2\n").errors == [
        "m.yaml:7:1: unknown key 'tabel'; did you mean table?",
        "m.yaml:11:3: unknown property or relation 'nam'; did you mean name?",
        "m.yaml:12:10: unknown key 'colum'; did you mean column?",
        "m.yaml:13:36: 'iso33' is not a key; did you mean iso3?",
        "m.yaml:13:69: date: 'DD/MM' has no YYYY; write DD/MM/YYYY, MMM YYYY or messydates",
    ]
    good = 'entities: [{id: "x-{aa}", class: Alliance, name: {column: b}}]'
    (wrong,) = read(tmp_path, model, core_records, good, "a,b\n1,2\n").errors
    assert wrong.endswith("has no column 'aa'; did you mean a?")


@pytest.mark.parametrize(("word", "slip"), [("entities", "entitis"), ("column", "colum"), ("key", "keyy"), ("members", "membrs")])
def test_a_misspelt_key_of_a_mapping_is_one_problem(word: str, slip: str, model: Model, core_records: Records, tmp_path: Path) -> None:
    wrong = MEMBERS.replace(f"{word}:", f"{slip}:", 1)
    (error,) = read(tmp_path, model, core_records, wrong, TABLE).errors
    assert error.startswith("m.yaml:")
    assert error.endswith(f"{slip!r}; did you mean {word}?")


PARTLY = """
entities:
- extends: nato
  members:
  - ref: {column: state, key: name, class: State}
    start: {column: from}
    end: {column: to}
"""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Italy,1990,\n,1991,1992\n", "F112 2: state is empty, so that nothing is said by the row"),
        ("Italy,1990,\n,1991,1992\n ,1993,\n", "F112 2: state is empty, so that nothing is said by the row (2 rows)"),
        ("Italy,1990,\n,,\n", ""),
        ("India,1920-01-10,\n", "F408 1: 'India' was nobody on 1920-01-10, but at other times india"),
        ("Myanmar,1920,\n", "F408 1: 'Myanmar' was nobody in 1920, but at other times myanmar"),
        (
            "frontex,1990,\n",
            "F408 1: nothing is called 'frontex' in 1990; it is of the class InternationalAgency, and a State is wanted: "
            "look whether two cells changed places",
        ),
    ],
)
def test_a_row_that_says_nothing_is_told_with_its_cause(model: Model, core_records: Records, tmp_path: Path, rows: str, told: str) -> None:
    found = read(tmp_path, model, core_records, PARTLY, "state,from,to\n" + rows)
    first = [f"{p.rule} {p.location.line - 1}: {p.message}" for p in found.problems if p.rule != "F206"]
    assert first == ([told] if told else [])


@pytest.mark.parametrize(
    ("identifier", "rows", "column"),
    [
        ("x-{club}", "Italy,Club,a\nSpain,,b\n", "club"),
        ("x-{club}-{part}", "Italy,Club,a\nSpain,Club,\n", "part"),
        ("x-{club}[-{part}]", "Italy,Club,a\nSpain,Club,\n", ""),
        ("x-{club}", "Italy,Club,a\n,,b\n", ""),
    ],
)
def test_a_row_without_what_its_id_is_made_of_is_told(
    model: Model, core_records: Records, tmp_path: Path, identifier: str, rows: str, column: str
) -> None:
    members = "members: [{ref: {column: state, key: name, class: State}}]"
    mapping = f"entities: [{{id: '{identifier}', class: Alliance, name: Club, {members}}}]"
    found = [p for p in read(tmp_path, model, core_records, mapping, "state,club,part\n" + rows).problems if p.rule == "F112"]
    assert [(p.location.line, p.message) for p in found] == (
        [(3, f"{column} is empty, so that nothing is said by the row")] if column else []
    )


def test_of_allies_in_several_columns_any_may_be_absent(model: Model, core_records: Records, tmp_path: Path) -> None:
    ally = "{{ref: {{column: {}, key: name, class: State}}, start: {{column: from}}}}"
    mapping = f"entities:\n- extends: nato\n  members: [{ally.format('one')}, {ally.format('two')}]\n"
    assert read(tmp_path, model, core_records, mapping, "one,two,from\nItaly,Spain,1990\n,,1991\n").problems == []
