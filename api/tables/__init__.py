"""Tables at addresses of their own: an operation for each, in a file whose first lines are its title and what its rows are."""

from __future__ import annotations

from queries.examples import Example, read_examples


def load_tables() -> dict[str, Example]:
    """The tables by name, in order."""
    return {table.name: table for table in read_examples(__name__)}
