"""Files that are not read as they are, and how what they hold gets into the graph."""

from __future__ import annotations

from pathlib import Path

_TABLE = "save it as CSV and load it by a mapping (docs/mappings.md), or let a loader script read it (docs/loader-scripts.md)"
_WAYS = {
    **dict.fromkeys((".feather", ".dta", ".sav", ".rds", ".rdata", ".sqlite", ".db", ".mdb"), ("a table", _TABLE)),
    **dict.fromkeys((".numbers", ".gsheet"), ("a spreadsheet", "save it as XLSX or CSV, and load it by a mapping (docs/mappings.md)")),
    **dict.fromkeys((".docx", ".doc", ".pdf", ".html", ".htm"), ("a document", "write what it says into a file of `foedera new`")),
    **dict.fromkeys((".zip", ".gz", ".tar", ".xz", ".bz2", ".7z"), ("an archive", "unpack it, and name what is in it")),
    **dict.fromkeys((".r", ".ipynb", ".js"), ("a program", "let it write JSON Lines: `… | foedera load -`")),
}


def way_of(file: str) -> tuple[str, str] | None:
    """What a file is that is not read as it is, and what to do with it; None for any other."""
    return _WAYS.get(Path(file).suffix.lower())
