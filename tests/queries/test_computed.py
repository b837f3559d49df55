"""Questions computed from the table of spells, over the core: right values, and the same numbers as ordinary lists give."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.queries.conftest import Ask


def data(ask: Ask, text: str, variables: dict[str, Any] | None = None) -> Any:
    answer = ask(text, variables)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


SERIES = """query ($of: [ID!]!, $list: ListName!, $from: EDTF!, $to: EDTF) {
  series(of: $of, list: $list, from: $from, to: $to, rule: LAST_DAY) {
    totalCount nodes { entity { slug } period certain possible attested covered } } }"""
ASIDE = {"OBSERVER", "SIGNATORY", "ASSOCIATE", "PARTNER", "CANDIDATE", "APPLICANT"}
NATO = {"1948": 0, "1949": 12, "1952": 14, "1955": 15, "1982": 16, "1999": 19, "2004": 26, "2009": 28, "2017": 29, "2023": 31, "2024": 32}


def test_members_of_nato_by_year(ask: Ask) -> None:
    found = data(ask, SERIES, {"of": ["nato"], "list": "MEMBERS", "from": "1948", "to": "2024"})["series"]
    counts = {point["period"]: point["certain"] for point in found["nodes"]}
    assert found["totalCount"] == 77
    assert {year: counts[year] for year in NATO} == NATO


@pytest.mark.parametrize("year", ["1950", "1975", "2020"])
@pytest.mark.parametrize("body", ["united-nations", "interpol", "council-of-europe", "untoc-2000"])
def test_a_series_counts_what_the_list_counts(ask: Ask, body: str, year: str) -> None:
    one, name = ("agreement", "parties") if body == "untoc-2000" else ("organization", "members")
    [point] = data(ask, SERIES, {"of": [body], "list": name.upper(), "from": year, "to": year})["series"]["nodes"]
    text = f"""query ($id: ID!, $day: EDTF!) {{ {one}(key: {{id: $id}}, time: {{at: $day}}, sources: {{certainty: CERTAIN}}) {{
        {name}(first: 1000) {{ edges {{ node {{ slug }} role }} }} }} }}"""
    edges = data(ask, text, {"id": body, "day": f"{year}-12-31"})[one][name]["edges"]
    assert point["attested"] == len({e["node"]["slug"] for e in edges if e["role"] not in ASIDE})


def test_outside_coverage_numbers_are_unknown(ask: Ask) -> None:
    now = data(ask, '{ series(of: ["nato"], list: MEMBERS, from: "2024", rule: LAST_DAY) { nodes { certain covered } } }', {})["series"]
    assert now["nodes"][-1]["covered"]
    assert now["nodes"][-1]["certain"] >= 32
    nodes = data(ask, SERIES, {"of": ["nato", "interpol"], "list": "MEMBERS", "from": "2020", "to": "2100"})["series"]["nodes"]
    nato = {p["period"]: p for p in nodes if p["entity"]["slug"] == "nato"}
    assert nato["2020"]["covered"]
    assert (nato["2100"]["covered"], nato["2100"]["certain"], nato["2100"]["possible"]) == (False, None, None)
    assert nato["2100"]["attested"] == 0, "nothing is certain on a day to come"
    assert not any(p["covered"] for p in nodes if p["entity"]["slug"] == "interpol" and p["period"] == "2099")


PATHS = """query ($from: ID!, $to: ID!, $at: EDTF!, $count: Int, $relations: [RelationName!]) {
  paths(from: $from, to: $to, time: {at: $at}, count: $count, relations: $relations) {
    nodes { length certain ids steps {
      relation forward from { slug } to { slug name } fact { dataset source start verification role } } } } }"""


def test_brazil_is_tied_to_japan_by_pacts(ask: Ask) -> None:
    nodes = data(ask, PATHS, {"from": "brazil", "to": "japan", "at": "1995", "count": 25, "relations": ["PARTY_TO"]})["paths"]["nodes"]
    assert [n["length"] for n in nodes] == [2] * 25
    assert nodes[0]["ids"] == ["brazil", "antarctic-treaty-1959", "japan"]
    [chicago] = [n for n in nodes if n["ids"] == ["brazil", "chicago-convention-1944", "japan"]]
    first, second = chicago["steps"]
    assert (first["forward"], second["forward"]) == (True, False)
    assert first["to"] == {"slug": "chicago-convention-1944", "name": "Chicago Convention"}
    assert second["fact"]["start"] == "1953-10-08"
    assert first["fact"]["dataset"] == "core"
    assert first["fact"]["source"]


def test_a_path_needs_two_ends(ask: Ask) -> None:
    for same in ("france", "france@1982-06-01"):
        found = ask('query($to: ID!) { paths(from: "france", to: $to) { totalCount } }', {"to": same})
        [error] = found["errors"]
        assert error["message"] == "from and to are the same entity, 'france'"
        assert error["extensions"]["hint"] == "a path needs two different ends"


def test_paths_end_where_they_should_and_hold_on_the_day(ask: Ask) -> None:
    def through(day: str) -> set[str]:
        asked = {"from": "poland", "to": "hungary", "at": day, "count": 60, "relations": ["MEMBER_OF"]}
        return {path["ids"][1] for path in data(ask, PATHS, asked)["paths"]["nodes"] if path["length"] == 2}

    assert "warsaw-treaty-organization" in through("1960-01-01")
    assert {"nato", "european-union"} <= through("2010-01-01")
    assert "warsaw-treaty-organization" not in through("2010-01-01")


def test_what_france_and_germany_share(ask: Ask) -> None:
    text = """{ shared(actors: ["france", "germany"], relations: [MEMBER_OF], time: {at: "1990-06-01"}) {
        sharedCount certainCount alone { actor { slug } count }
        nodes { body { slug } actors { slug } certain togetherFrom facts { role } } } }"""
    found = data(ask, text)["shared"]
    bodies = {n["body"]["slug"]: n for n in found["nodes"]}
    assert {"nato", "weu", "council-of-europe", "european-economic-community", "united-nations"} <= bodies.keys()
    assert bodies["nato"]["togetherFrom"] == "1955-05-06"
    assert [a["slug"] for a in bodies["nato"]["actors"]] == ["france", "germany"]
    assert len(bodies["nato"]["facts"]) == 2
    assert found["sharedCount"] == len(found["nodes"]) >= found["certainCount"]
    listed = (
        """query ($id: ID!) { state(key: {id: $id}, time: {at: "1990-06-01"}) { memberOf(first: 200) { edges { node { slug } role } } } }"""
    )
    own = {id_: {e["node"]["slug"] for e in data(ask, listed, {"id": id_})["state"]["memberOf"]["edges"]} for id_ in ("france", "germany")}
    assert bodies.keys() <= own["france"] & own["germany"]


def test_during_asks_for_the_same_time(ask: Ask) -> None:
    text = """query ($a: ID!, $b: ID!, $p: EDTF!) { shared(actors: [$a, $b], relations: [MEMBER_OF], time: {during: $p}, by: ANY) {
        nodes { body { slug } shared togetherFrom togetherUntil } } }"""
    nodes = data(ask, text, {"a": "albania", "b": "east-germany", "p": "1950/1990"})["shared"]["nodes"]
    pact = next(n for n in nodes if n["body"]["slug"] == "warsaw-treaty-organization")
    assert pact["shared"]
    assert pact["togetherFrom"] >= "1955-05-14"
    assert pact["togetherUntil"] <= "1968-12-31"


def test_common_partners_are_tied_to_all(ask: Ask) -> None:
    text = """{ commonPartners(actors: ["france", "germany"], relations: [MEMBER_OF], through: [Alliance], time: {at: "1990-06-01"}) {
        nodes { partner { slug } bodyCount through { actor { slug } bodies { slug } } } } }"""
    nodes = data(ask, text)["commonPartners"]["nodes"]
    partners = {n["partner"]["slug"]: n for n in nodes}
    assert {"united-states", "italy", "turkiye"} <= partners.keys()
    assert not {"france", "germany", "poland"} & partners.keys()
    assert [t["actor"]["slug"] for t in partners["italy"]["through"]] == ["france", "germany"]
    assert {"nato", "weu"} == {b["slug"] for t in partners["italy"]["through"] for b in t["bodies"]}


def test_the_timeline_of_nato(ask: Ask) -> None:
    text = """{ timeline(id: "nato", relations: [MEMBER_OF]) { totalCount
        nodes { event date entity { slug } of { slug } fact { source } } } }"""
    nodes = data(ask, text)["timeline"]["nodes"]
    assert (nodes[0]["event"], nodes[0]["date"], nodes[0]["entity"]["slug"], nodes[0]["fact"]) == ("FOUNDED", "1949-04-04", "nato", None)
    joined = [n for n in nodes if n["event"] == "JOINED"]
    assert len(joined) == 32  # Georgia is a candidate, which is no member
    assert [n["date"] for n in joined] == sorted(n["date"] for n in joined)
    assert all(n["fact"]["source"] for n in joined)


def test_who_left_is_told_from_what_was_dissolved(ask: Ask) -> None:
    text = """{ changes(from: "1991-07-01", to: "1991-07-01", of: ["warsaw-treaty-organization"]) {
        nodes { event entity { slug } manner mannerDerived certain } } }"""
    nodes = data(ask, text)["changes"]["nodes"]
    left = [n for n in nodes if n["event"] == "LEFT"]
    assert {"soviet-union", "poland", "romania"} <= {n["entity"]["slug"] for n in left}
    assert {n["manner"] for n in left} == {"DISSOLUTION_OF_BODY"}
    assert [n["event"] for n in nodes if n["entity"]["slug"] == "warsaw-treaty-organization"] == ["DISSOLVED"]


def test_adjoining_periods_add_up(ask: Ask) -> None:
    text = """query ($from: EDTF!, $to: EDTF!) {
        changes(from: $from, to: $to, class: Alliance, first: 1000) { totalCount nodes { certain } } }"""

    def certain(first: str, last: str) -> int:
        return sum(n["certain"] for n in data(ask, text, {"from": first, "to": last})["changes"]["nodes"])

    assert certain("1945", "1949") + certain("1950", "1955") == certain("1945", "1955") > 30


def test_methods_versions_and_unknown_ids_are_told(ask: Ask) -> None:
    answer = ask('{ timeline(id: "nato", first: 0) { totalCount } dataVersion }')
    assert answer["extensions"]["methods"]["timeline"]["definition"]
    assert answer["extensions"]["dataVersion"] == answer["data"]["dataVersion"]
    missed = ask('{ timeline(id: "natoo") { totalCount } }')
    assert missed["errors"][0]["path"] == ["timeline"]
    assert "did you mean nato" in missed["errors"][0]["extensions"]["hint"]


def test_pages_follow_each_other(ask: Ask) -> None:
    text = """query ($after: String) { timeline(id: "united-nations", first: 50, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { date event entity { slug } } } }"""
    found: list[Any] = []
    after: str | None = None
    for _ in range(20):
        page = data(ask, text, {"after": after})["timeline"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(found) == page["totalCount"] > 190
    whole = data(ask, text.replace("first: 50", "first: 1000"))["timeline"]["nodes"]
    assert found == whole


def test_ratifications_of_untoc(ask: Ask) -> None:
    text = """query ($at: EDTF) { ratifications(agreement: "untoc-2000", at: $at, first: 400) {
        totalCount counts { standing count certainCount }
        nodes { actor { slug } expected standing certain signed ratified instrument lagLeast lagMost boundSince fact { source } } } }"""
    then = data(ask, text, {"at": "2013-10-17"})["ratifications"]
    by_id = {n["actor"]["slug"]: n for n in then["nodes"]}
    assert {"NONE", "BOUND", "SIGNED"} <= {c["standing"] for c in then["counts"]}
    assert sum(c["count"] for c in then["counts"]) == then["totalCount"]
    certain = Counter(n["standing"] for n in then["nodes"] if n["certain"])
    assert {c["standing"]: c["certainCount"] for c in then["counts"]} == {c["standing"]: certain[c["standing"]] for c in then["counts"]}
    assert sum(certain.values()) > 0
    japan = by_id["japan"]
    assert (japan["standing"], japan["signed"], japan["ratified"], japan["boundSince"]) == ("SIGNED", "2000-12-12", None, None)
    poland = by_id["poland"]
    assert (poland["standing"], poland["signed"], poland["ratified"], poland["lagLeast"]) == ("BOUND", "2000-12-12", "2001-11-12", 335)
    assert by_id["south-sudan"]["expected"]
    now = data(ask, text, {"at": None})["ratifications"]
    assert None in {c["standing"] for c in now["counts"]}
    assert "NONE" not in {c["standing"] for c in now["counts"]}


def test_ratifications_tell_of_what_was_done_by_the_day(ask: Ask) -> None:
    text = """query ($at: EDTF) { ratifications(agreement: "untoc-2000", at: $at, first: 400) {
        nodes { actor { slug } standing certain signed ratified boundSince lagLeast } } }"""

    def at(day: str) -> dict[str, Any]:
        return {n.pop("actor")["slug"]: n for n in data(ask, text, {"at": day})["ratifications"]["nodes"]}

    before, signed, bound = at("2000-11-14"), at("2001-06-01"), at("2003-10-01")
    nothing = {"standing": "NONE", "certain": True, "signed": None, "ratified": None, "boundSince": None, "lagLeast": None}
    assert before["poland"] == nothing
    assert signed["poland"] == nothing | {"standing": "SIGNED", "certain": True, "signed": "2000-12-12"}
    assert bound["poland"]["standing"] == "BOUND"
    # Belize acceded on 2003-09-26, and had not signed.
    assert (signed["belize"], bound["belize"]["standing"], bound["belize"]["signed"]) == (nothing, "SIGNED", None)
    assert all(date <= "2001-06-01" for n in signed.values() for date in (n["signed"], n["ratified"]) if date)


def test_a_succession_is_an_event_with_its_fact(ask: Ask) -> None:
    text = """{ timeline(id: "warsaw-treaty-organization", events: [SUCCEEDED, RENAMED, DISSOLVED, FOUNDED]) {
        nodes { event entity { slug } fact { statementId relation source } } } }"""
    assert [n["event"] for n in data(ask, text)["timeline"]["nodes"]] == ["FOUNDED", "DISSOLVED"]
    text = """{ timeline(id: "african-union", relations: [SUCCEEDS]) {
        nodes { event date of { slug } fact { statementId relation source } } } }"""
    [event] = [n for n in data(ask, text)["timeline"]["nodes"] if n["of"] and n["of"]["slug"] == "oau"]
    assert event["event"] in ("SUCCEEDED", "RENAMED")
    assert (event["fact"]["relation"], bool(event["fact"]["source"])) == ("succeeds", True)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            '{ series(of: ["nato"], list: PARTIES, from: "1950") { totalCount } }',
            "of: nato is of the class Alliance, which has no PARTIES",
            "MEMBERS",
        ),
        (
            '{ ratifications(agreement: "nato") { totalCount } }',
            "agreement: nato is of the class Alliance, which has no PARTIES",
            "MEMBERS",
        ),
        ('{ shared(actors: ["nato", "nato"]) { sharedCount } }', "actors names 1 entity", "give 2 to 10"),
    ],
)
def test_what_cannot_be_asked_of_an_entity_is_refused(ask: Ask, text: str, message: str, hint: str) -> None:
    (error,) = ask(text)["errors"]
    assert error["message"] == message
    assert hint in error["extensions"]["hint"]


def test_conflicts_are_found_from_either_end(ask: Ask) -> None:
    text = '{ state(key: {id: "nicaragua"}) { involvedIn { nodes { topic over { nodes { slug } } involves { nodes { slug } } } } } }'
    found = data(ask, text)["state"]["involvedIn"]["nodes"]
    assert {(c["topic"], c["over"]["nodes"][0]["slug"]) for c in found} >= {("PARTIES", "rio-treaty-1947")}
    assert all("nicaragua" in {n["slug"] for n in c["involves"]["nodes"]} for c in found)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('{ w: series(of: ["nato"], list: MEMBERS, from: "1950", to: "1952") { totalCount } }', None),
        ('{ w: series(of: ["nato"], list: MEMBERS, from: "2020", to: "2100") { totalCount } }', {"of": 81}),
        ('{ w: stateYears(from: "1950", to: "1950", universe: ["france"]) { totalCount } }', {}),
        ('{ w: dyadYears(from: "1950", to: "1950", universe: ["france", "italy"]) { totalCount } }', {}),
        ('{ w: similarity(at: "1985", a: "france", b: "poland") { totalCount } }', {"unknown": 1, "of": 1}),
        ('{ w: similarity(at: "1985", a: "france", b: "poland", silence: NONE) { totalCount } }', None),
    ],
)
def test_numbers_that_are_not_known_are_warned_of(ask: Ask, text: str, numbers: dict[str, int] | None) -> None:
    answer = ask(text)
    assert "errors" not in answer, answer["errors"]
    found = [w for w in answer["extensions"].get("warnings", []) if w["code"] == "NOT_COVERED"]
    assert len(found) == (numbers is not None)
    if found:
        assert (found[0]["path"], bool(found[0]["hint"])) == (["w"], True)
        assert found[0]["numbers"].items() >= (numbers or {}).items()
        assert found[0]["numbers"]["unknown"] > 0


def test_ratifications_tell_until_when_they_are_known(ask: Ask) -> None:
    [told] = ask('{ ratifications(agreement: "untoc-2000", at: "2026-01-01") { totalCount } }')["extensions"]["warnings"]
    assert (told["code"], told["path"], told["numbers"]) == ("OUTDATED", ["ratifications"], {"lists": 1, "of": 1})
    assert "2013-10-17" in told["message"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('{ w: shared(actors: ["france", "germany"], relations: [MEMBER_OF], time: {at: "2020"}) { sharedCount } }', (2, 2)),
        ('{ w: commonPartners(actors: ["france", "germany"], relations: [MEMBER_OF]) { totalCount } }', (2, 2)),
        # Nothing is written down of pacts between the two then; that there was none is not known.
        ('{ w: paths(from: "iceland", to: "mongolia", through: [Alliance], time: {at: "1930"}) { nodes { length } } }', (2, 2)),
        ('{ w: paths(from: "iceland", to: "norway", relations: [MEMBER_OF], time: {at: "1982"}) { nodes { length } } }', None),
        # NATO's members are declared complete; nobody writes of what it is a member.
        ('{ w: changes(of: ["nato"], relations: [MEMBER_OF], from: "1982", to: "1983") { totalCount } }', (1, 1)),
        ('{ w: timeline(id: "nato", relations: [MEMBER_OF]) { totalCount } }', (1, 1)),
        ('{ w: timeline(id: "abkhazia", relations: [PARTY_TO]) { totalCount } }', (1, 1)),
        ('{ w: ratifications(agreement: "ctbt-1996", at: "2020-01-01") { totalCount } }', (1, 1)),
        ('{ w: ratifications(agreement: "untoc-2000", at: "2013-01-01") { totalCount } }', None),
        ('{ w: similarity(at: "1985", a: "france", b: "germany") { totalCount } }', (1, 1)),
        ('{ w: similarity(at: "1985", a: "france", b: "germany", silence: NONE) { totalCount } }', None),
        ('{ w: timeline(id: "france", relations: [PARTY_TO]) { totalCount } }', (1, 1)),
    ],
)
def test_lists_that_are_not_complete_are_warned_of(ask: Ask, text: str, numbers: tuple[int, int] | None) -> None:
    answer = ask(text)
    assert "errors" not in answer, answer["errors"]
    found = [w for w in answer["extensions"].get("warnings", []) if w["code"] == "NOT_COVERED"]
    assert [(w["numbers"]["uncovered"], w["numbers"]["of"], w["path"]) for w in found] == ([(*numbers, ["w"])] if numbers else [])


@pytest.mark.parametrize("field", ["network", "centrality(measure: DEGREE, ", "components"])
def test_a_network_says_how_many_bodies_have_complete_lists(ask: Ask, field: str) -> None:
    opened = field if "(" in field else f"{field}("
    more = "bodies coveredBodies" if field == "network" else "totalCount"
    answer = ask(f'{{ w: {opened}relations: [MEMBER_OF], bodies: Alliance, time: {{at: "1960"}}) {{ {more} }} }}')
    numbers = answer["extensions"]["warnings"][0]["numbers"]
    assert 0 < numbers["uncovered"] < numbers["of"]
    if field == "network":
        assert numbers["of"] - numbers["uncovered"] == answer["data"]["w"]["coveredBodies"]


CURSOR = """query ($of: [ID!], $from: EDTF!, $after: String) {
  changes(of: $of, from: $from, to: "1991-12-31", first: 3, after: $after) {
    totalCount pageInfo { endCursor } nodes { date entity { slug } of { slug } } } }"""


def test_a_cursor_of_a_computed_list_leads_on_in_that_list_alone(ask: Ask) -> None:
    given = {"of": ["nato", "united-nations"], "from": "1949-01-01"}
    page = data(ask, CURSOR, given)["changes"]
    after = page["pageInfo"]["endCursor"]
    following = data(ask, CURSOR, {**given, "after": after})["changes"]
    assert (len(following["nodes"]), following["totalCount"]) == (3, page["totalCount"])
    assert following["nodes"] != page["nodes"]
    series = """query ($after: String) { series(of: ["nato"], list: MEMBERS, from: "1949", to: "2000", after: $after) { totalCount } }"""
    others: list[tuple[str, dict[str, Any]]] = [
        (CURSOR, {**given, "of": ["nato"]}),
        (CURSOR, {**given, "from": "1950-01-01"}),
        (series, {}),
    ]
    for text, variables in others:
        [error] = ask(text, {**variables, "after": after})["errors"]
        assert error["message"] == "after is not a cursor of this list"
    [error] = ask(series, {"after": "WzVd"})["errors"]
    assert error["message"] == "after is not a cursor of this list"


@pytest.mark.parametrize(
    "field",
    [
        'ratifications(agreement: "nato") { totalCount }',
        'ratifications(agreement: "nowhere") { totalCount }',
        'ratifications(agreement: "untoc-2000", system: "nato") { totalCount }',
        'paths(from: "nowhere", to: "poland") { totalCount }',
        'timeline(id: "nowhere") { totalCount }',
        'series(of: ["nowhere"], list: MEMBERS, from: "1990", to: "1991") { totalCount }',
        'dataChanges(since: "nowhere") { totalCount }',
    ],
)
def test_what_cannot_be_computed_is_told_with_its_place_in_the_document(ask: Ask, field: str) -> None:
    [error] = ask(f"query {{\n  dataVersion\n  here: {field}\n}}")["errors"]
    assert error["path"] == ["here"]
    assert error["locations"] == [{"line": 3, "column": 3}]
    [error] = ask(f"{{ ...F ...G }} fragment F on Query {{ {field} }}\nfragment G on Query {{ {field} }}")["errors"]
    assert error["locations"] == [{"line": 1, "column": 37}, {"line": 2, "column": 23}]
