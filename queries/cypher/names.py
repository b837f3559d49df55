"""Variables and parameters, counted while a statement is written, so that its text depends on its shape alone."""

from __future__ import annotations

Parameters = dict[str, object]
ROW = "given"
BOUND = "$bound"


class Names:
    """The names of one statement, or of a block that is written once for several sets of values.

    In the latter (`by_row`) values are read from a list that the variable `given` holds. A LIMIT may not depend on a variable, so
    limits are parameters all the same; they are kept apart in `bounds`, without the `$`.
    """

    def __init__(self, *, by_row: bool = False) -> None:
        self.by_row = by_row
        self.values: list[object] = []
        self.bounds: Parameters = {}
        self._variables = 0

    @property
    def parameters(self) -> Parameters:
        """The parameters of the statement."""
        return {f"p{i}": value for i, value in enumerate(self.values)}

    def parameter(self, value: object) -> str:
        """The expression that stands for a value."""
        self.values.append(list(value) if isinstance(value, tuple) else value)
        place = len(self.values) - 1
        return f"{ROW}[{place}]" if self.by_row else f"$p{place}"

    def limit(self, value: int) -> str:
        """The expression that stands for the number of rows in a LIMIT."""
        if not self.by_row:
            return self.parameter(value)
        name = f"{BOUND}{len(self.bounds)}"
        self.bounds[name[1:]] = value
        return name

    def variable(self, prefix: str) -> str:
        """A new variable."""
        self._variables += 1
        return f"{prefix}{self._variables}"

    def seen(self, parent: str | None) -> str:
        """What a subquery below `parent` sees of the outside."""
        return ", ".join(filter(None, (parent, ROW if self.by_row else None)))
