"""The memory of the local store's Neo4j."""

from __future__ import annotations

import pytest

from common.errors import StoreStartError
from graph.local.heap import heap_mb


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
