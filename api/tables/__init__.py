"""Tables at addresses of their own: an operation for each, in a file whose first lines are its title and what its rows are."""

from __future__ import annotations

from importlib import resources

from queries.examples import Example, parse_example


def load_tables() -> dict[str, Example]:
    """The tables by name, in order."""
    files = sorted((f for f in resources.files(__name__).iterdir() if f.name.endswith(".graphql")), key=lambda f: f.name)
    names = [(f.name.removesuffix(".graphql"), f.read_text(encoding="utf-8")) for f in files]
    return {name: parse_example(name, content) for name, content in names}
