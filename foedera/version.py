"""The version of Foedera."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """The version of the installed distribution; "0" when run from a checkout that was not installed."""
    try:
        return metadata.version("foedera")
    except metadata.PackageNotFoundError:
        return "0"
