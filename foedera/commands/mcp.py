"""`foedera mcp`: the tools for assistants on standard input and output."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

from foedera.commands.serve import Load, load_if_stale
from foedera.options import StoreOption

if TYPE_CHECKING:
    from starlette.applications import Starlette


def mcp(store: StoreOption = None, load: Load = None) -> None:
    """Answer an assistant by the Model Context Protocol, on standard input and output, until it closes them.

    The assistant starts this command by itself; it is named in its configuration. Everything is answered as `foedera serve` does, within
    the same limits, and nothing is written to the store but the core data where there is none yet.

    Examples: `foedera mcp`, `foedera mcp --store neo4j+s://host --no-load`
    """
    import asyncio
    import os
    import signal

    from api.app import Settings, create_app
    from common.progress import to_stderr
    from foedera.limits import operation_limits
    from graph import open_store
    from ontology import read_model

    model = read_model()
    # Before the store is opened, which takes seconds: the SDK may be missing.
    app = create_app(Settings(store=store, limits=operation_limits(), sparql_processes=0, warm=False, mcp=True), model)
    with open_store(store) as opened:
        load_if_stale(opened, model, load, to_stderr)
        # The thread that waits for standard input cannot be ended, and asyncio would wait for it.
        signal.signal(signal.SIGINT, lambda number, _: os._exit(128 + number))
        try:
            asyncio.run(_answer(app))
        except ExceptionGroup as error:
            if error.subgroup(BrokenPipeError):
                raise BrokenPipeError from error
            raise


async def _answer(app: Starlette) -> None:
    from foedera.ready import until_ready

    async with app.router.lifespan_context(app):
        await until_ready(app)
        await app.state.assistants.answer_standard_input()
