"""Addresses of stores."""

from __future__ import annotations

import pytest

from common.errors import UsageError
from graph.address import Address, parse_target


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOEDERA_STORE", "FOEDERA_STORE_USER", "FOEDERA_STORE_PASSWORD", "FOEDERA_STORE_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("target", [None, "", "local"])
def test_the_local_store_is_the_default(target: str | None) -> None:
    assert parse_target(target) is None


def test_everything_may_stand_in_the_address() -> None:
    found = parse_target("neo4j+s://reader:p%40ss%3Aword@db.example.org:7688/treaties")
    assert found == Address("neo4j+s://db.example.org:7688", "reader", "p@ss:word", "treaties")


def test_or_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDERA_STORE", "bolt://db.example.org")
    monkeypatch.setenv("FOEDERA_STORE_USER", "writer")
    monkeypatch.setenv("FOEDERA_STORE_PASSWORD", "100%25sure")
    monkeypatch.setenv("FOEDERA_STORE_DATABASE", "treaties")
    assert parse_target(None) == Address("bolt://db.example.org", "writer", "100%25sure", "treaties")


def test_the_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDERA_STORE", "bolt://db.example.org")
    assert parse_target("local") is None
    found = parse_target("bolt://other.example.org")
    assert found is not None
    assert found.uri == "bolt://other.example.org"


def test_a_routing_context_is_kept() -> None:
    found = parse_target("neo4j://db.example.org:7687?policy=eu")
    assert found is not None
    assert found.uri == "neo4j://db.example.org:7687?policy=eu"


@pytest.mark.parametrize(
    "target",
    ["remote", "http://host:7474", "bolt://", "bolt://host:port", "bolt://host:99999", "bolt://[::1", "neo4j", "bolt:/host"],
)
def test_what_is_not_an_address_is_refused_with_the_schemes(target: str) -> None:
    with pytest.raises(UsageError, match=r"is not the address of a store \(give local, or .*neo4j\+ssc\)"):
        parse_target(target)


@pytest.mark.parametrize(
    "target",
    [
        "bolt://neo4j:secret@host:99999",
        "neo4j:secret@host",
        "http://a:secret@host/x",
        "http://a:secret@host/?via=bolt://b",
        "bolt://neo4j:secret",
        "bolt://neo4j:12345secret",
        "bolt:neo4j:secret@[::1",
        "neo4j:secret",
    ],
)
def test_the_password_is_never_shown(target: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_target(target)
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(caught.value.__cause__)
    assert "secret" not in repr(parse_target("bolt://neo4j:secret@host"))
