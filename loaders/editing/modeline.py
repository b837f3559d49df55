"""The first line of a file, by which editors find the schema: `# yaml-language-server: $schema=../core.schema.json`."""

from __future__ import annotations

import os
import re
from pathlib import Path

SCHEMA_NAMES = ("foedera.schema.json", "core.schema.json")
_MODELINE = re.compile(r"\A# yaml-language-server: \$schema=(.*)\n")


def find_schema(file: Path) -> Path | None:
    """The schema in the folder of `file` or in the nearest one above it."""
    for folder in file.absolute().parents:
        for name in SCHEMA_NAMES:
            if (folder / name).is_file():
                return folder / name
    return None


def modeline(file: Path, schema: Path) -> str:
    """The line with which `file` names `schema`."""
    path = os.path.relpath(schema.absolute(), file.absolute().parent)
    return f"# yaml-language-server: $schema={Path(path).as_posix()}\n"


def with_modeline(text: str, file: Path) -> str:
    """`text` with the line for the nearest schema; as it is when there is none, or when it names one of another kind."""
    schema = find_schema(file)
    found = _MODELINE.match(text)
    if schema is None or (found and Path(found[1]).name not in SCHEMA_NAMES):
        return text
    return modeline(file, schema) + (text[found.end() :] if found else text)
