"""Asking a server that runs elsewhere, over HTTP."""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from api.answering.tables.formats import TableWish

# Written out, for what makes addresses takes 0.1 s to import, and the help shows it.
EXAMPLE = "http://127.0.0.1:8000/graphql"
SECONDS = 60


def ask(url: str, text: str, variables: Mapping[str, Any], operation: str | None) -> dict[str, Any]:
    """The whole answer to an operation. Raises UsageError and StoreUnavailableError."""
    return _json(url, _post(url, text, variables, operation, {}))


def ask_table(url: str, text: str, variables: Mapping[str, Any], operation: str | None, wish: TableWish) -> tuple[bytes, dict[str, Any]]:
    """The answer as a table, with what is known beside it; or no bytes, and the errors. Raises UsageError and StoreUnavailableError."""
    response = _post(url, text, variables, operation, {"format": wish.form.word, "bom": str(wish.spreadsheet).lower()})
    if response.headers.get("content-type", "").startswith(wish.form.media):
        return response.content, {}
    return b"", _json(url, response)


def _post(url: str, text: str, variables: Mapping[str, Any], operation: str | None, parameters: Mapping[str, str]) -> httpx.Response:
    import httpx

    from common.errors import StoreUnavailableError, UsageError

    body = {"query": text, "variables": variables, "operationName": operation}
    headers = {"accept": "application/graphql-response+json, application/json;q=0.9"}
    try:
        return httpx.post(url, json=body, headers=headers, params=parameters or None, timeout=SECONDS)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise UsageError(f"{url!r} is not an address of a server", f"give one such as {EXAMPLE}") from error
    except httpx.HTTPError as error:
        hint = "check that `foedera serve` runs there"
        raise StoreUnavailableError(f"no answer from {url}: {error or type(error).__name__}", hint) from error


def _json(url: str, response: httpx.Response) -> dict[str, Any]:
    import orjson

    from common.errors import UsageError

    hint = "give the address of the GraphQL endpoint"
    try:
        found = orjson.loads(response.content)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{url} answered {response.status_code} and no JSON", hint) from error
    if not isinstance(found, dict):
        raise UsageError(f"{url} answered something that is not GraphQL", hint)
    return found
