"""The committed SDL is what the ontology makes."""

from __future__ import annotations

from api.language.schema.__main__ import SDL, sdl


def test_the_committed_sdl_is_current() -> None:
    assert SDL.read_text(encoding="utf-8") == sdl(), "the ontology changed: run `python -m api.language.schema` and commit it"
