"""Warnings that numbers of a computed list are not known."""

from __future__ import annotations

from collections.abc import Sequence

from api.answer_warnings import AnswerWarning, Path, WarningCode

BODIES = "name the bodies whose lists are complete, or ask for what is attested"


def unknown(path: Path, what: str, values: Sequence[object], hint: str) -> tuple[AnswerWarning, ...]:
    """What is to be said where some of the values of a page are null; nothing where all are known."""
    missing = sum(value is None for value in values)
    if not missing:
        return ()
    message = f"{missing:,} of {len(values):,} {what} are null: they are not known, which is not zero"
    return (AnswerWarning(WarningCode.NOT_COVERED, path, message, hint, {"unknown": missing, "of": len(values)}),)
