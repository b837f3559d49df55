"""Where the ontology that ships is written."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
SOURCES = (HERE / "foedera.ttl", HERE / "shapes.ttl")
