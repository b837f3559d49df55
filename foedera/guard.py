"""Detects a package of another distribution that hides one of ours: our packages have short names at the top level."""

from __future__ import annotations

from importlib.machinery import PathFinder
from pathlib import Path

OURS = ("api", "common", "facts", "graph", "loaders", "ontology", "queries", "rdf")


def check_packages(root: Path | None = None) -> None:
    """Raise PackagingError when one of OURS is missing or is not the one beside this package. Imports none of them."""
    home = root or Path(__file__).resolve().parent.parent
    for name in OURS:
        found = _folder_of(name)
        if found != home / name:
            raise _error(name, found, home)


def _folder_of(name: str) -> Path | None:
    """The folder or file that `import name` would load."""
    spec = PathFinder.find_spec(name)
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))).resolve()
    return Path(spec.origin or "").resolve()


def _error(name: str, found: Path | None, home: Path) -> Exception:
    message = f"another package named {name} ({found}) hides Foedera's own ({home / name})"
    if found is None:
        message = f"the package {name} of Foedera is missing from {home}"
    hint = "install Foedera into a virtual environment of its own"
    # Here, because ontology is one of the packages in question and takes 0.15 s to import.
    try:
        from common.errors import PackagingError  # noqa: PLC0415
    except ImportError:
        return ImportError(f"{message} ({hint})")
    return PackagingError(message, hint)
