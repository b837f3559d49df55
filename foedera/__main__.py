"""The entry point: runs the command line and turns errors into one line and an exit code.

Imports stand inside functions, so that Ctrl-C during them is quiet as well, and because those of an error take 0.15 s.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer.exceptions import TyperException

INTERRUPTED = 130
BROKEN_PIPE = 1
DEBUG_HINT = "FOEDERA_DEBUG=1 shows where"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Errors go to standard error as `error: message (hint)`."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away (`| head`). Python would fail again when it flushes the buffer at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the last boundary: unexpected errors end in one line, too
        return _report(error)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    from foedera.driver import without_frames
    from foedera.guard import check_packages

    check_packages()
    without_frames()
    from foedera.cli import app

    return int(app(arguments, prog_name="foedera", standalone_mode=False) or 0)


def _report(error: Exception) -> int:
    from typer import Abort
    from typer.exceptions import TyperException

    if os.environ.get("FOEDERA_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, Abort):
        return _say("stopped; nothing was done", 1)
    if isinstance(error, TyperException):
        # Without arguments the help was printed, and there is nothing to add.
        return _say(_usage(error), error.exit_code) if error.format_message() else error.exit_code
    try:
        from common.errors import FoederaError
    except ImportError:  # the guard has just reported a foreign package of that name
        return _say(_one_line(error), 1)

    if isinstance(error, FoederaError):
        if "\n" in error.message:
            print(error.message, file=sys.stderr)
            return _say(error.hint or "see above", error.exit_code)
        return _say(str(error), error.exit_code)
    return _say(f"{type(error).__name__}: {_one_line(error)} ({DEBUG_HINT})", 1)


def _usage(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = _one_line(error.format_message()).rstrip(".")
    return f"{message} (see {context.command_path} --help)" if context else message


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _say(message: str, code: int) -> int:
    print(f"error: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
