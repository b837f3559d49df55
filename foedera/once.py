"""Options are given once: of two, the first would be passed over without a word."""

from __future__ import annotations

from collections import Counter
from typing import Any

from typer.core import TyperCommand, TyperOption


class Once(TyperCommand):
    """A command that refuses an option with one value that is given twice; a flag may be repeated."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. `ctx` is a class that Typer keeps to itself. Raises UsageError."""
        given = self.make_parser(ctx).parse_args(args=list(args))[2]
        for option, times in Counter(p for p in given if isinstance(p, TyperOption)).items():
            if times > 1 and not (option.is_flag or option.multiple or option.count):
                from common.errors import UsageError  # noqa: PLC0415  # `foedera --help` is quick

                raise UsageError(f"{max(option.opts, key=len)} is given {times} times", "give it once")
        return super().parse_args(ctx, args)
