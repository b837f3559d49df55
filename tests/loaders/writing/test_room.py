"""A load that does not fit into the memory of its Neo4j is refused before it writes."""

from __future__ import annotations

import pytest

from common.errors import InputError, StoreStartError
from graph import Store
from graph.local.heap import heap_mb, transaction_mb
from loaders.deriving.graph_state import Changes, Link, LinkKey, NodeKey
from loaders.writing.room import needed_mb, refuse_too_large, room_mb


def changes(links: int) -> Changes:
    league = NodeKey("Entity", "league")
    new = {LinkKey(NodeKey("Entity", f"s{i}"), league, f"s{i}"): Link("FOEDERA_MEMBER_OF", {}) for i in range(links)}
    return Changes({}, {}, {}, new, {}, {})


def test_the_store_says_how_much_a_transaction_may_take(core_store: Store) -> None:
    room = room_mb(core_store)
    assert room is not None
    assert room == pytest.approx(transaction_mb(), rel=0.01)


def test_what_does_not_fit_is_refused_and_says_what_would_do(core_store: Store) -> None:
    refuse_too_large(changes(19_000), core_store)
    refuse_too_large(changes(60_000), core_store)
    with pytest.raises(InputError, match=r"150,000 nodes and relationships .* some 1,950 MB .* may take 1,3\d\d MB there") as error:
        refuse_too_large(changes(150_000), core_store)
    assert "--append" in str(error.value)
    assert "FOEDERA_HEAP_MB" in str(error.value)
    assert "a heap of 2,868 MB would do" in str(error.value)
    assert needed_mb(changes(150_000)) == pytest.approx(1_950)


@pytest.mark.parametrize(("text", "expected"), [("", 2_048), ("8192", 8_192)])
def test_the_heap_is_a_setting(monkeypatch: pytest.MonkeyPatch, text: str, expected: int) -> None:
    monkeypatch.setenv("FOEDERA_HEAP_MB", text)
    assert heap_mb() == expected


@pytest.mark.parametrize("text", ["8g", "100", "-1"])
def test_another_heap_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("FOEDERA_HEAP_MB", text)
    with pytest.raises(StoreStartError, match="FOEDERA_HEAP_MB is") as error:
        heap_mb()
    assert error.value.hint == "give the memory of the local store in MB: 512 or more, 2048 unless set"
