"""The operations behind the tables of networks: their edges and their nodes."""

from __future__ import annotations

from queries.examples import Example, read_examples


def load_network_tables() -> dict[str, Example]:
    """The tables by name, in order."""
    return {table.name: table for table in read_examples(__name__)}
