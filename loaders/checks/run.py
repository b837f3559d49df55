"""One check: everything that is wrong or odd with what `targets` hold, all at once. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facts.datasets import split, without
from facts.records import ERROR, Problem, Records
from facts.redirects import former_ids
from loaders.checks.binding import check_binding
from loaders.checks.conforming import check_records, dangling, distinct, known
from loaders.checks.lacking import lacking_core
from loaders.checks.oddities import find_oddities
from loaders.checks.targets import SHIPPED, Sources, find_sources
from loaders.tables.report import TableReport
from loaders.writing.losses import Loss, find_loss
from ontology import Model

if TYPE_CHECKING:
    from graph import Store


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: problems in order of their places, how many files and facts were looked at, against what, and what tables say.

    `losses` are what a load would take away from the store against which was checked.
    """

    problems: tuple[Problem, ...]
    files: int
    facts: int
    against: str
    tables: tuple[TableReport, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the problems stop a load."""
        return sum(1 for p in self.problems if p.level == ERROR)

    @property
    def warnings(self) -> int:
        """How many of them do not."""
        return len(self.problems) - self.errors


def check(targets: Iterable[str], model: Model, store: Store | None = None, *, append: bool = False, mapping: Path | None = None) -> Report:
    """Check `core`, files and folders, against the content of `store` or else the core that ships; with `append`, as additions to it.

    Tables are read by `mapping`.

    Raises NotFoundError for a path at which there is nothing, UsageError when there is too much to read, StoreError.
    """
    return examine(find_sources(targets, model, store, append=append, mapping=mapping), model)


def examine(sources: Sources, model: Model) -> Report:
    """Check what was read, against its background."""
    checked, wrong = check_records(sources.records, model, known(sources.background, model, sources.held))
    if sources.against != SHIPPED:
        wrong = lacking_core(wrong, sources.records, sources.background, model)
    problems = [*sources.problems, *wrong, *check_binding(checked, model, sources.background.claims)]
    gone = tuple(dangling(checked, sources.others))
    places = (r.file for part in (checked.claims, checked.links, checked.coverages) for r in part)
    facts = sum(file in sources.files for file in places)
    losses = tuple(_losses(checked, sources))
    mine, checked.files = checked.files, {}
    checked.add(without(sources.background, sources.held))
    checked.files = mine
    odd = find_oddities(checked, model, sources.files)
    # What is wrong with the rest of the core is reported when that is checked itself.
    kept = [p for p in problems if p.location.file in sources.files]
    return Report(tuple(distinct([*kept, *odd, *gone])), len(sources.files), facts, sources.against, sources.tables, losses)


def _losses(checked: Records, sources: Sources) -> Iterator[Loss]:
    new = split(checked)
    led = former_ids(checked) | former_ids(sources.others)
    for name, (old, made_of) in sources.replaced.items():
        if loss := find_loss(name, old, new.get(name, Records()), made_of, list(checked.files), led):
            yield loss
