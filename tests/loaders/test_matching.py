"""Names of countries as people write them lead to their ids, at the time at which they are meant, or to none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from facts.matching import FAIR, Matcher
from facts.records import Records
from foedera.__main__ import main
from foedera.cli import app
from loaders.sources.gathering import read_text
from ontology import Model

COUNTRIES = {
    "Bosnia and Herz.": "bosnia-and-herzegovina",
    "St. Vin. and Gren.": "saint-vincent-and-the-grenadines",
    "Eq. Guinea": "equatorial-guinea",
    "Serbia & Mont.": "serbia-and-montenegro",
    "N. Cyprus": "northern-cyprus",
    "Russian Fed.": "russian-federation",
    "Ger. Dem. Rep.": "east-germany",
    "USSR (former)": "soviet-union",
    "Fmr. Yugoslavia": "yugoslavia",
    "Yugoslavia, FR": "serbia-and-montenegro",
    "Yugoslavia, SFR": "yugoslavia",
    "Macedonia, FYR": "north-macedonia",
    "Viet Nam, Soc. Rep.": "vietnam",
    "Congo Dem Rep": "democratic-republic-of-the-congo",
    "Ivory Coast": "cote-d-ivoire",
    "Burma": "myanmar",
    "West Germany 1960": "germany",
    "East Germany 1960": "east-germany",
    "Congo (Kinshasa)": "democratic-republic-of-the-congo",
    "Congo (Brazzaville)": "republic-of-the-congo",
    "Congo, Republic of the": "republic-of-the-congo",
    "Congo, Dem. Rep.": "democratic-republic-of-the-congo",
    "Congo, Rep.": "republic-of-the-congo",
    "Egypt, Arab Rep.": "egypt",
    "China, P.R.: Mainland": "china",
    "China, P.R.: Hong Kong": "hong-kong",
    "Taiwan, China": "taiwan",
    "N. Korea": "north-korea",
    "S. Korea": "south-korea",
    "Holy See (Vatican City)": "holy-see",
    "Iran, Islamic Rep.": "iran",
    "Korea, Rep.": "south-korea",
    "Korea, Dem. People's Rep.": "north-korea",
    "Micronesia, Fed. Sts.": "micronesia",
    "Venezuela, RB": "venezuela",
    "Yemen, Rep.": "yemen",
    "Somalia, Fed. Rep.": "somalia",
    "Gambia, The": "gambia",
    "St. Vincent and the Grenadines": "saint-vincent-and-the-grenadines",
    "St. Kitts and Nevis": "saint-kitts-and-nevis",
    "Lao PDR": "laos",
    "Kyrgyz Republic": "kyrgyzstan",
    "Slovak Republic": "slovakia",
    "Czechoslovakia 1950": "czechoslovakia",
    "Russia": "russian-federation",
    "Soviet Union (1970)": "soviet-union",
    "Swaziland": "eswatini",
    "Iran": "iran",
    "East Timor": "timor-leste",
    "Vatican": "holy-see",
    "Brunei": "brunei-darussalam",
    "Korea, North": "north-korea",
    "Korea, South": "south-korea",
    "Cape Verde": "cabo-verde",
    "Macedonia": "north-macedonia",
    "Yugoslavia, 1960": "yugoslavia",
    "North Vietnam 1970": "north-vietnam",
    "South Yemen 1975": "south-yemen",
    "Zaire 1980": "democratic-republic-of-the-congo",
    "Upper Volta": "burkina-faso",
    "Ceylon": "sri-lanka",
    "Persia": "iran",
    "Siam": "thailand",
    "Great Britain": "united-kingdom",
    "UK": "united-kingdom",
    "U.S.A.": "united-states",
    "Holland": "netherlands",
    "Turkey": "turkiye",
    "Czech Republic": "czechia",
    "Bosnia": "bosnia-and-herzegovina",
    "VIET NAM": "vietnam",
    "Sao Tome & Principe": "sao-tome-and-principe",
    "St. Lucia": "saint-lucia",
    "German Federal Republic": "germany",
    "Netherlands (Kingdom of the)": "netherlands",
    "United Kingdom (UK)": "united-kingdom",
    "Yemen Arab Republic": "north-yemen",
    "Yugosalvia 1960": "yugoslavia",
}


@pytest.fixture(scope="module")
def matcher(core_records: Records, model: Model) -> Matcher:
    """Knows the core."""
    return Matcher(core_records, model)


def test_countries_as_people_write_them(matcher: Matcher) -> None:
    found = {name: matcher.match(name) for name in COUNTRIES}
    assert {name: m.id for name, m in found.items()} == COUNTRIES
    assert min(m.score for m in found.values()) >= FAIR


@pytest.mark.parametrize("name", ["Xyzzyland", "Aruba, Kingdom of the Netherlands", "Lower Korea", "N. Ireland", "Czechoslovakia 2005", ""])
def test_no_id_where_nothing_is_near_or_several_are(matcher: Matcher, name: str) -> None:
    assert matcher.match(name).id == ""


def test_the_time_decides_between_those_of_one_name(model: Model) -> None:
    text = """
entities:
- {id: old-league, class: Alliance, name: League of All, aliases: [The League], founded: 1919, dissolved: 1946-04}
- {id: new-league, class: Alliance, name: League of Some, aliases: [The League], founded: 1949}
- {id: other-league, class: Alliance, name: League of None, aliases: [The League]}
- {id: league-ship, class: System, name: The League}
"""
    found = Matcher(read_text(text, model)[0], model, "Alliance")
    assert [found.match("the league", on).id for on in ("1930", "1946-04-18", "1947", "2000", "")] == ["", "", "other-league", "", ""]
    assert [c.id for c in found.match("the league", "1930").candidates] == ["old-league", "other-league"]
    assert found.match("League of Al 1930").id == "old-league"
    assert found.match("League of Al 1960").id == ""


def test_a_number_that_belongs_to_the_name_is_no_year(model: Model) -> None:
    text = """
entities:
- {id: resolution-1373, class: Resolution, name: UNSCR 1373, signed: 2001-09-28}
- {id: council, class: Forum, name: UNSC, founded: 1946}
"""
    found = Matcher(read_text(text, model)[0], model)
    assert (found.match("UNSCR 1373").id, found.match("UNSCR 1373").on) == ("resolution-1373", "")
    assert found.match("UNSC 1373").id == ""


def test_a_table_without_a_header_keeps_its_first_row(tmp_path: Path) -> None:
    tables = {
        "semicolons.csv": "E. Timor;2004\nGhana;1950\n",
        "tabs.txt": "E. Timor\t2004\nGhana\t1950\n",
        "commas.csv": "E. Timor,2004\nGhana,1950\n",
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = CliRunner().invoke(app, ["match", str(tmp_path / name), "--store", "none"])
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert [row["column_1"] for row in rows] == ["E. Timor", "Ghana"], name
        assert [row["id"] for row in rows] == ["timor-leste", "ghana"], name
    dated = CliRunner().invoke(app, ["match", str(tmp_path / "semicolons.csv"), "--date-column", "column_2", "--json", "--store", "none"])
    assert [one["id"] for one in json.loads(dated.stdout)] == ["timor-leste", ""]


def test_a_table_comes_back_with_ids(tmp_path: Path) -> None:
    file = tmp_path / "parties.csv"
    file.write_text("country;year;id\nBurma;1960;7\nNowhere at all;;8\n", encoding="utf-8")
    done = CliRunner().invoke(
        app, ["match", str(file), "--column", "country", "--date-column", "year", "--class", "state", "--store", "none"]
    )
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    found = [(r["country"], r["id"], r["foedera_id"], r["score"]) for r in rows]
    assert found == [("Burma", "7", "myanmar", "98"), ("Nowhere at all", "8", "", "0")]
    assert "1 of 2 names found" in done.stderr
    listed = CliRunner().invoke(app, ["match", "-", "--json", "--store", "none"], input="Burma\nSiam\n")
    assert [m["id"] for m in json.loads(listed.stdout)] == ["myanmar", "thailand"]
    names = tmp_path / "names.txt"
    names.write_text("Korea, Rep.\nGambia, The\n\nBurma\n", encoding="utf-8")
    headless = tmp_path / "headless.csv"  # its first line is a name, though it looks like a header
    headless.write_text(names.read_text(encoding="utf-8"), encoding="utf-8")
    lines, same = (CliRunner().invoke(app, ["match", str(path), "--json", "--store", "none"]) for path in (names, headless))
    assert same.stdout == lines.stdout
    told = [("Korea, Rep.", "south-korea"), ("Gambia, The", "gambia"), ("Burma", "myanmar")]
    assert [(m["name"], m["id"]) for m in json.loads(lines.stdout)] == told
    column = tmp_path / "column.csv"
    column.write_text('Country\n"Korea, Rep."\n"Gambia, The"\nBurma\n', encoding="utf-8")
    lines = CliRunner().invoke(app, ["match", str(column), "--json", "--store", "none"])
    assert [(m["name"], m["id"]) for m in json.loads(lines.stdout)] == told
    file.write_text("name,year\nBurma,about then\n,\n", encoding="utf-8")
    dated = CliRunner().invoke(app, ["match", str(file), "--date-column", "year", "--store", "none"])
    assert dated.stderr.endswith("not looked at, since they are no dates: about then\n1 of 1 names found\n")
    file.write_text("name,year\nBurma\n", encoding="utf-8")
    short = CliRunner().invoke(app, ["match", str(file), "--store", "none", "-o", str(tmp_path / "none.csv")])
    assert "(row 2): the row has 1 cell, and the header 2" in str(short.exception)
    assert not (tmp_path / "none.csv").exists()
    file.write_text("name,year\nBurma,1960\n", encoding="utf-8")
    wrong = CliRunner().invoke(app, ["match", str(file), "--column", "nam"])
    assert "did you mean name" in str(wrong.exception)


def test_a_name_without_accents_is_not_told_as_one_with_them(matcher: Matcher) -> None:
    """Names in other languages came to be told in place of the usual ones: ÜK."""
    for name in ("UK", "Swaziland", "Congo-Brazzaville"):
        assert [c.matched for c in matcher.match(name).candidates[:1]] == [name]


def test_an_article_behind_a_name(matcher: Matcher) -> None:
    assert [matcher.match(name).id for name in ("Gambia The", "Gambia, The", "Bahamas the")] == ["gambia", "gambia", "bahamas"]


def test_what_cannot_be_meant_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "names.csv"
    table.write_text("name\nBurma\n", encoding="utf-8")
    wrong = {
        ("--on", "32.13.2000"): "--on is '32.13.2000', which is not a date",
        ("-o", str(table)): "is the table itself",
        ("-o", str(tmp_path / "matched.xlsx")): f"name it {tmp_path / 'matched.csv'}",
    }
    for options, words in wrong.items():
        assert main(["match", str(table), "--store", "none", *options]) == 2
        shown = capsys.readouterr()
        assert (shown.out, words in shown.err) == ("", True), shown.err
    assert table.read_text(encoding="utf-8") == "name\nBurma\n"
