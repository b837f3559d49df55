"""The datasets that the address of a table names. A table has no place for a warning where it has no rows, so it is refused."""

from __future__ import annotations

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.answering.answers import Whole
from api.answering.citing import DATASETS
from api.answering.engine import Engine
from api.http.parameters import sentence, several
from common.suggest import suggest

PARAMETER = "datasets"


async def check_datasets(engine: Engine, request: Request) -> None:
    """That there are all datasets that the address names, if it names any. Raises HTTPException (400)."""
    given = request.query_params.get(PARAMETER)
    if given is None:
        return
    names = several(given)
    if not names:
        raise HTTPException(400, f"{PARAMETER} names none; leave it out for all.")
    known = await engine.execute(DATASETS)
    if not isinstance(known, Whole):
        return  # why there is no answer, the table itself says
    ids = [node["id"] for node in orjson.loads(known.data)["datasets"]["nodes"]]
    if missing := next((name for name in names if name not in ids), None):
        raise HTTPException(400, sentence(f'there is no dataset "{missing}"; {suggest(missing, ids) or "there are " + ", ".join(ids)}'))
