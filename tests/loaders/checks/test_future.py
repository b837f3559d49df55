"""Beginnings and signatures that are still to come."""

from __future__ import annotations

from tests.loaders.checks.conftest import Check, told

AGREED = "- id: a-b\n  class: Treaty\n  name: A B\n  signed: 2050\n  parties: [{ref: denmark, start: 2051, signed: 2050}, denmark]\n"


def test_they_are_told_unless_a_remark_says_so(check: Check) -> None:
    found = check(AGREED)
    assert {p for p in told(found) if p[0] == "F510"} == {("F510", 4), ("F510", 5)}
    assert found[0].message == "signed of a-b is 2050, which is still to come"
    planned = "- id: a-b\n  class: Alliance\n  name: A B\n  remark: planned\n  founded: 2050\n"
    planned += "  members: [{ref: denmark, start: 2051, remark: planned}]"
    assert check(planned) == []


def test_no_list_is_known_of_days_to_come(check: Check) -> None:
    body = "- id: a-b\n  class: Alliance\n  name: A B\n  members: [denmark]\n  covers: {relation: members, complete: true, UNTIL}\n"
    found = check(body.replace("UNTIL", "until: 2050"))
    assert [(p.rule, p.message) for p in found] == [("F510", "what covers members of a-b ends 2050, which is still to come")]
    assert check(body.replace("UNTIL", "maintained: true")) == []


def test_an_end_may_be_known_beforehand_and_a_decade_has_begun(check: Check) -> None:
    assert check("- {id: a-b, class: Alliance, name: A B, founded: 202X, dissolved: 2051}") == []
    assert check("- {id: a-b, class: Alliance, name: A B, members: [{ref: denmark, start: 1990, end: 2051}]}") == []
