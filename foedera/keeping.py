"""A core that was changed here, when the program becomes a newer one: it stays as it is, and what that means is said."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.progress import Progress
    from graph import Store
    from ontology import Model


def changed_core(store: Store, model: Model) -> list[str]:
    """The datasets of the core that were loaded from files of one's own, or added to."""
    from loaders.checks.shipped import shipped
    from loaders.writing import journal
    from loaders.writing.status import changed_here
    from loaders.writing.sync import read

    entries = read(store, journal.entries)
    return changed_here(entries, shipped(model).datasets) if entries else []


def keep_core(store: Store, model: Model, changed: Sequence[str], report: Progress | None) -> None:
    """Make the graph anew from what the store holds, with this version of the program, and say what was not loaded and how it can be."""
    from common.progress import to_stderr
    from loaders.writing.sync import LoadOptions
    from loaders.writing.verifying import repair

    say = report or to_stderr
    for line in _words(store, model, changed):
        say(line)
    repair(store, model, LoadOptions())


def _words(store: Store, model: Model, changed: Sequence[str]) -> list[str]:
    from loaders.loading import load
    from loaders.writing.sync import LoadOptions

    result = load(store, model, ["core"], LoadOptions(dry_run=True, replace=True))
    losing = [str(loss) for loss in result.losses if loss.dataset in changed]
    named = ", ".join(changed)
    return [
        f"this Foedera has a newer core, which is not loaded, because yours was changed here: {named}",
        *(f"if it were: {line}" for line in losing),
        "to have both, keep what you changed (foedera export --dataset NAME -o FILE), load the new core (foedera serve --load), and say "
        "your part in a dataset of your own (foedera correct); docs/curating.md, An upgrade",
    ]
