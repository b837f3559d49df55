"""Writes the pages that are made from the core: `python -m loaders.contents`. The core must be free of errors."""

from __future__ import annotations

from loaders.checks.conforming import check_records
from loaders.contents import page, recent
from loaders.deriving.derive import derive
from loaders.sources.gathering import CORE, gather
from ontology import read_model


def main() -> None:
    """Derive the core once, and write what each page says of it."""
    model = read_model()
    records, unread = gather([CORE], model)
    checked, problems = check_records(records, model)
    assert not [*unread, *problems], [*unread, *problems]
    state = derive(checked, model)
    for made in (page, recent):
        made.FILE.write_text(made.text(checked, state, model), encoding="utf-8")


if __name__ == "__main__":
    main()
