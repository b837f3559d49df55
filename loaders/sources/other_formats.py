"""Files that are not read as they are, and how what they hold gets into the graph."""

from __future__ import annotations

from pathlib import Path

_TABLE = "a loader script reads it row by row (docs/loader-scripts.md), and `foedera match` finds the ids of names in it"
_WAYS = {
    **dict.fromkeys((".csv", ".tsv", ".parquet", ".feather", ".dta", ".sav", ".rds"), ("a table", _TABLE)),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), ("a spreadsheet", f"save it as CSV; {_TABLE}")),
    **dict.fromkeys((".docx", ".doc", ".pdf", ".html", ".htm"), ("a document", "write what it says into a file of `foedera new`")),
    **dict.fromkeys((".zip", ".gz", ".tar", ".xz", ".bz2", ".7z"), ("an archive", "unpack it, and name what is in it")),
    **dict.fromkeys((".r", ".ipynb", ".js"), ("a program", "let it write JSON Lines: `… | foedera load -`")),
}


def way_of(file: str) -> tuple[str, str] | None:
    """What a file is that is not read as it is, and what to do with it; None for any other."""
    return _WAYS.get(Path(file).suffix.lower())
