"""The same facts derive to the same state as long as a data version has the same name."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ontology import Model
from tests.loaders.derivation import golden


def test_what_is_derived_changes_only_with_its_name(model: Model) -> None:
    assert golden.complaint(json.loads(golden.STATE.read_text(encoding="utf-8")), model) == ""


@pytest.mark.parametrize("part", ["nodes", "links"])
def test_another_state_under_the_same_name_is_refused(model: Model, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = json.loads(golden.text(model))
    assert golden.complaint(recorded, model) == ""
    recorded[part].popitem()
    assert golden.complaint(recorded, model) == golden.RAISE
    assert golden.complaint(recorded, replace(model, fingerprint="other")) == golden.STALE
    monkeypatch.setattr(golden, "DERIVATION", "other")
    assert golden.complaint(recorded, model) == golden.STALE
