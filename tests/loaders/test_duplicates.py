"""Likely duplicates: what counts as alike, what tells two things apart, and that few names are compared."""

from __future__ import annotations

from itertools import product

import pytest
from rapidfuzz.distance import OSA

from facts.records import ClaimRecord, LinkRecord, Location, Problem, Provenance, Records
from loaders.checks import duplicates
from loaders.checks.duplicates import check_duplicates, words_of
from ontology import Model

SAID = Provenance("mine", "a book")
OLD, NEW = Location("old.yaml", 1, 1), Location("new.yaml", 1, 1)


def records(
    *things: tuple[str, str, str], links: tuple[tuple[str, str, str], ...] = (), notes: tuple[tuple[str, str], ...] = ()
) -> Records:
    """Things as (id, class, name): the last is new, the others were there."""
    found = Records()
    for id_, cls, name in things:
        where = NEW if id_ == things[-1][0] else OLD
        found.claims += [ClaimRecord(id_, "class", cls, SAID, where), ClaimRecord(id_, "name", name, SAID, where)]
    found.claims += [ClaimRecord(id_, "note", text, SAID, OLD) for id_, text in notes]
    found.links = [LinkRecord(relation, subject, object_, {}, SAID) for subject, relation, object_ in links]
    return found


def found(model: Model, given: Records) -> list[Problem]:
    """The likely duplicates of what is new."""
    return list(check_duplicates(given, model, {NEW.file}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Türkiye Coast Guard", "Turkiye coast guards"),
        ("The Border Guard of Poland", "Poland Border Guard"),
        ("U.S. Customs Service", "US Customs Service"),
        ("World Customs Organisation", "World Customs Organization"),
        ("Ministry of Defence", "Ministry of Defense"),
        ("Straße", "Strasse"),
        ("Пограничная служба", "ПОГРАНИЧНАЯ СЛУЖБА"),
    ],
)
def test_names_that_are_the_same_when_folded(model: Model, one: str, other: str) -> None:
    assert words_of(one) == words_of(other)
    (problem,) = found(model, records(("a", "CoastGuard", one), ("b", "CoastGuard", other)))
    assert (problem.rule, problem.location, problem.value) == ("F701", NEW, other)
    assert "(see old.yaml:1:1)" in problem.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("European Maritime Safety Agency", "European Maritme Safety Agency"),
        ("Indo-Pacific Partnership", "Indo-Pacific Partnershipp"),
        ("Interpol", "Intrepol"),
        ("Lithuania Border Guard", "Lithuanian Border Guard"),
    ],
)
def test_names_with_a_slip(model: Model, one: str, other: str) -> None:
    (problem,) = found(model, records(("a", "BorderAgency", one), ("b", "BorderAgency", other)))
    assert (problem.rule, problem.value) == ("F702", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Treaty of 1949", "Treaty of 1950"),
        ("Exercise Saber 12", "Exercise Saber 13"),
        ("Border Police", "Border Guard"),
        ("SIS", "SIA"),
        ("MIDSA", "MIDWA"),
        ("Eastern Route", "Western Route"),
        ("", "!!!"),
    ],
)
def test_names_that_are_not_alike(model: Model, one: str, other: str) -> None:
    assert found(model, records(("a", "Treaty", one), ("b", "Treaty", other))) == []


def test_words_that_other_names_use_are_no_slips(model: Model) -> None:
    family = [
        (f"x{n}", "Convention", name) for n, name in enumerate(("Export of Arms", "Import of Arms", "Export of Art", "Import of Art"))
    ]
    assert found(model, records(*family)) == []
    states = [("niger", "State", "Niger"), ("nigeria", "State", "Nigeria")]
    agencies = [("a", "BorderAgency", "Iraqi Guard"), ("b", "BorderAgency", "Iranian Guard")]
    assert found(model, records(*states, *agencies)) == []


def test_names_of_states_in_names_of_agencies_are_no_slips(model: Model) -> None:
    states = [("gambia", "State", "Gambia"), ("zambia", "State", "Zambia")]
    agencies = [("a", "ImmigrationAuthority", "Gambia Immigration"), ("b", "ImmigrationAuthority", "Zambia Immigration")]
    assert found(model, records(*states, *agencies)) == []


def test_only_things_of_one_kind_are_compared(model: Model) -> None:
    assert found(model, records(("a", "Treaty", "Warsaw Pact"), ("b", "Alliance", "Warsaw Pact"))) == []
    assert found(model, records(("a", "Treaty", "Warsaw Pact"), ("b", "Convention", "Warsaw Pact"))) != []


def test_things_are_told_apart_by_what_they_belong_to(model: Model) -> None:
    ministries = (("a", "Ministry", "Ministry of the Interior"), ("b", "Ministry", "Ministry of the Interior"))
    states = (("poland", "State", "Poland"), ("spain", "State", "Spain"))
    both = records(*states, *ministries, links=(("a", "agencyOf", "poland"), ("b", "agencyOf", "spain")))
    assert found(model, both) == []
    same = records(*states, *ministries, links=(("a", "agencyOf", "poland"), ("b", "agencyOf", "poland")))
    assert len(found(model, same)) == 1


def test_things_that_have_to_do_with_each_other_are_two(model: Model) -> None:
    given = records(("a", "Alliance", "The Union"), ("b", "Alliance", "Union"), links=(("b", "succeeds", "a"),))
    assert found(model, given) == []


@pytest.mark.parametrize(("text", "told"), [("Not to be taken for a.", 0), ("Not to be taken for a-b or aa.", 1), ("Another thing.", 1)])
def test_a_note_that_names_the_other_tells_them_apart(model: Model, text: str, told: int) -> None:
    assert len(found(model, records(("a", "Alliance", "Union"), ("b", "Alliance", "Union"), notes=(("b", text),)))) == told


def test_different_keys_of_one_kind_tell_them_apart(model: Model) -> None:
    given = records(("gambia", "State", "The Gambia Republic"), ("zambia", "State", "Zambia Republic"))
    assert len(found(model, given)) == 1
    given.claims += [ClaimRecord("gambia", "iso3", "GMB", SAID), ClaimRecord("zambia", "iso3", "ZMB", SAID)]
    assert found(model, given) == []


def test_what_was_there_before_is_not_told_again(model: Model) -> None:
    given = records(("a", "Alliance", "Union"), ("b", "Alliance", "Union"), ("c", "Alliance", "League"))
    assert found(model, given) == []


def test_one_pair_is_told_once_however_many_names_it_shares(model: Model) -> None:
    given = records(("a", "Alliance", "Union"), ("b", "Alliance", "Union"))
    given.claims += [ClaimRecord(i, "aliases", "The League", SAID, NEW) for i in ("a", "b")]
    assert len(found(model, given)) == 1


def test_few_of_all_pairs_of_names_are_compared(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    class Counted:
        @staticmethod
        def distance(one: str, other: str) -> int:
            nonlocal compared
            compared += 1
            return OSA.distance(one, other)

    monkeypatch.setattr(duplicates, "OSA", Counted)
    words = ["".join(letters) * 3 for letters in product("abcdefghij", repeat=3)]
    names = [f"Agreement {word} number {n}" for n, word in enumerate(words)]
    slips = [f"Agreement {word[:-1]} number {n}" for n, word in enumerate(words[:300])]
    found = list(
        check_duplicates(records(*((f"n{i}", "Treaty", name) for i, name in enumerate(names + slips))), model, {NEW.file, OLD.file})
    )
    assert len(found) == 300
    assert 300 <= compared < len(names + slips), "there are 844,350 pairs"
