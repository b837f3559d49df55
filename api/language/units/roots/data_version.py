"""`dataVersion`: which state of the data answers."""

from __future__ import annotations

from api.language.compiling import shaping
from api.language.units.build import Build
from api.language.units.field import Field
from queries import answers

# Every statement reads it last.
VERSION = shaping.Column(answers.VERSION)


def fields(_build: Build) -> list[Field]:
    """The field."""
    meaning = "Which state of the data answered: cite it, and compare it to know whether anything changed."
    return [Field("dataVersion", str, meaning, lambda call: VERSION)]
