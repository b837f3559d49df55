"""The model that ships comes from the cache as it comes from the Turtle, and never otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology import Model, read_model, reading
from ontology.plain import pack, unpack
from ontology.sources import SOURCES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("FOEDERA_CACHE", str(tmp_path))
    return tmp_path / "ontology"


def test_what_was_packed_is_the_same_model_again() -> None:
    model = reading.read_model(SOURCES)
    again = unpack(pack(model))
    assert pack(again) == pack(model)
    assert list(again.classes) == list(model.classes)
    nato = again.classes["Alliance"]
    assert nato.ends["members"].relation is again.relations["memberOf"], "what was one is one again"
    assert nato.properties["name"] == model.classes["Alliance"].properties["name"]


def test_a_model_is_read_from_turtle_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_model()
    monkeypatch.setattr(reading, "read_model", None)
    assert pack(read_model()) == pack(first)
    (file,) = folder.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert file.name.startswith("model-")


@pytest.mark.parametrize("content", [b"", b"[]", b'[["Path", ["/"]]]', b'[["Term", ["a", "b"]]]', b"\xff"])
def test_a_file_that_is_no_model_is_replaced(folder: Path, content: bytes) -> None:
    model: Model = read_model()
    (file,) = folder.iterdir()
    file.write_bytes(content)
    assert pack(read_model()) == pack(model)
    assert file.read_bytes() == pack(model)


def test_other_files_are_read_as_they_are(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    text = SOURCES[0].read_text(encoding="utf-8")
    other.write_text(text.replace('owl:versionInfo "', 'owl:versionInfo "other-'), encoding="utf-8")
    assert read_model([other, SOURCES[1]]).version.startswith("other-")
    assert not folder.exists()


def test_without_a_folder_to_write_to_the_model_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FOEDERA_CACHE", str(tmp_path / "file"))
    assert "Alliance" in read_model().classes
