"""Puts figures into a page, between <!-- NAME --> and <!-- /NAME -->, so that they are never copied by hand."""

from __future__ import annotations

from pathlib import Path

from common.errors import NotFoundError


def paste(page: Path, name: str, text: str) -> None:
    """Replace what stands between the marks of a name. Raises NotFoundError when they are not there."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not begin or not end:
        raise NotFoundError(f"{page} has no marks <!-- {name} --> and <!-- /{name} -->", "write them where the figures should stand")
    page.write_text(f"{before}{begin}\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
