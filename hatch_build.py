"""Puts the playground into every wheel, source distribution and editable installation (see web/build.py)."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "FOEDERA_PLAYGROUND"


class PlaygroundHook(BuildHookInterface[Any]):
    """Builds the playground first. `FOEDERA_PLAYGROUND=skip` leaves it out, for machines that cannot reach npm's registry."""

    PLUGIN_NAME = "playground"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Called by hatchling before it collects files. Ends the build with one line when the playground cannot be built."""
        if os.environ.get(SWITCH) == "skip":
            print(f"playground: left out, because {SWITCH}=skip", file=sys.stderr)
            return
        builder = _load(Path(self.root) / "web" / "build.py")
        try:
            builder.build()
        except builder.PlaygroundError as error:
            sys.exit(f"playground: {error}; {SWITCH}=skip installs Foedera without it")


def _load(file: Path) -> ModuleType:
    """The module in `file`: the folder web is no package, and the project is not on the path while it is built."""
    spec = importlib.util.spec_from_file_location("playground_build", file)
    if spec is None or spec.loader is None:
        sys.exit(f"playground: {file} is missing; fetch the whole repository and try again")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
