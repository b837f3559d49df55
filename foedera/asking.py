"""Asks before what takes data away."""

from __future__ import annotations

import sys

import typer

from common.errors import UsageError


def confirm(question: str, refusal: str) -> None:
    """Go on only after a yes. Where nobody can be asked, raises UsageError with `refusal`, which says what was not done; never waits."""
    if not _is_interactive():
        raise UsageError(f"{refusal}: there is no terminal on which to ask", "say --yes if that is meant")
    typer.confirm(question, abort=True, err=True)


def _is_interactive() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
