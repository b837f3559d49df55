"""What is added to a dataset updates what it speaks of and leaves the rest; what would go is counted without what is only corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.appending import appended
from facts.losses import lost, statements
from facts.records import ClaimRecord, LinkRecord, Provenance, Records
from loaders.writing.losses import find_loss
from ontology import Model


def claim(subject: str, name: str, value: str, source: str = "A book") -> ClaimRecord:
    return ClaimRecord(subject, name, value, Provenance("mine", source))


def member(subject: str, start: str, end: str = "..", source: str = "A book") -> LinkRecord:
    return LinkRecord("memberOf", subject, "league", {"start": start, "end": end}, Provenance("mine", source))


LEAGUE = Records(
    claims=[
        claim("league", "class", "Alliance"),
        claim("league", "founded", "1949"),
        claim("league", "founded", "1950", "A paper"),
        claim("league", "aliases", "The L"),
    ],
    links=[member("poland", "1949"), member("france", "1949", "1966"), member("france", "2009")],
)


def values(records: Records, name: str) -> list[str]:
    return [c.value for c in records.claims if c.property == name]


@pytest.mark.parametrize(
    ("new", "founded"),
    [
        ([], ["1949", "1950"]),
        ([claim("league", "founded", "1951")], ["1951", "1950"]),
        ([claim("league", "founded", "1951", "A paper")], ["1951", "1949"]),
        ([claim("league", "founded", "1951", "A letter")], ["1951", "1950"]),
        ([claim("league", "founded", "1950", "A letter")], ["1950", "1949"]),
    ],
)
def test_a_value_takes_the_place_of_that_of_its_source_or_else_of_the_first(
    model: Model, new: list[ClaimRecord], founded: list[str]
) -> None:
    assert values(appended(LEAGUE, Records(claims=new), model), "founded") == founded


def test_where_there_may_be_several_values_they_stand_beside_each_other(model: Model) -> None:
    found = appended(LEAGUE, Records(claims=[claim("league", "aliases", "LoA"), claim("league", "aliases", "The L", "A paper")]), model)
    assert values(found, "aliases") == ["LoA", "The L"]


def test_a_membership_is_ended_and_another_spell_added(model: Model) -> None:
    new = Records(links=[member("poland", "1949", "1991", "A paper"), member("france", "2030")])
    found = appended(LEAGUE, new, model)
    spells = sorted((o.subject, str(o.properties["start"]), str(o.properties["end"])) for o in found.links)
    assert spells == [("france", "1949", "1966"), ("france", "2009", ".."), ("france", "2030", ".."), ("poland", "1949", "1991")]
    assert lost(LEAGUE, found) == []


def test_a_correction_is_no_loss_and_a_spell_that_goes_is_one() -> None:
    corrected = Records(claims=[*LEAGUE.claims[:1], claim("league", "founded", "1948"), *LEAGUE.claims[2:]], links=LEAGUE.links)
    assert lost(LEAGUE, corrected) == []
    without = Records(claims=LEAGUE.claims, links=[*LEAGUE.links[:1], member("france", "1950", "1967")])
    assert [str(o.properties["start"]) for o in lost(LEAGUE, without) if isinstance(o, LinkRecord)] == ["2009"]


def test_what_a_merged_entity_had_too_is_no_loss() -> None:
    """Its name is an alias then; what only it said is gone all the same."""
    union = [claim("union", "class", "Alliance"), claim("union", "name", "The Union"), claim("union", "website", "https://union.int")]
    links = [*LEAGUE.links, LinkRecord("memberOf", "poland", "union", {"start": "1949", "end": ".."}, Provenance("mine", "A book"))]
    before = Records(claims=[*LEAGUE.claims, *union], links=links)
    after = Records(claims=[*LEAGUE.claims, claim("league", "aliases", "The Union")], links=LEAGUE.links)
    gone = lost(before, after, {"union": "league"})
    assert [one.property for one in gone if isinstance(one, ClaimRecord)] == ["website"]
    assert len(gone) == 1


def test_a_loss_names_what_goes_and_entities_as_a_whole() -> None:
    loss = find_loss("mine", LEAGUE, Records(links=LEAGUE.links[:2]), ["x/mine.yaml"], ["/home/me/x/mine.yaml"])
    assert loss
    assert loss.needs_consent
    assert str(loss) == "dataset mine loses 5 of its 7 statements: league (4 statements), france memberOf league 2009"


def test_a_loss_needs_consent_above_a_tenth_or_where_the_rest_is_from_another_file() -> None:
    many = Records(claims=[claim(f"e{i}", "name", str(i)) for i in range(20)])
    few = Records(claims=many.claims[2:])
    files = (["a.yaml"], ["../data/a.yaml"], ["a.yaml", "b.yaml"])
    found = [find_loss("mine", many, few, made_of, ["data/a.yaml"]) for made_of in files]
    told = [(loss.lost, loss.needs_consent, loss.unread) for loss in found if loss]
    assert told == [(2, False, ()), (2, False, ()), (2, True, ("b.yaml",))]
    fewer = find_loss("mine", many, Records(claims=many.claims[3:]), ["a.yaml"], ["a.yaml"])
    assert fewer
    assert fewer.needs_consent
    assert len(statements(many)) == 20


def test_files_of_one_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    many = Records(claims=[claim(f"e{i}", "name", str(i)) for i in range(20)])
    few = Records(claims=many.claims[1:])
    pairs = [("a.yaml", "a.yaml"), (f"{tmp_path}/a.yaml", "a.yaml"), ("../data/a.yaml", "/x/data/a.yaml")]
    pairs += [("data/a.yaml", "a.yaml"), ("/x/a.yaml", "a.yaml"), ("<stdin>", "<stdin>")]
    losses = [find_loss("mine", many, few, [before], [now]) for before, now in pairs]
    assert [loss.unread for loss in losses if loss] == [(), (), (), ("data/a.yaml",), ("/x/a.yaml",), ("<stdin>",)]


def test_another_id_is_no_loss() -> None:
    renamed = Records(
        claims=[claim("pact", c.property, c.value, c.provenance.source) for c in LEAGUE.claims],
        links=[LinkRecord(o.relation, o.subject, "pact", o.properties, o.provenance) for o in LEAGUE.links],
    )
    assert lost(LEAGUE, renamed, {"league": "pact"}) == []
    assert len(lost(LEAGUE, renamed)) == 7
