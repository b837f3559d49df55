"""Operations by their hash: automatic persisted queries, and trusted documents, which are the only ones answered.

https://www.apollographql.com/docs/apollo-server/performance/apq and the appendix on persisted documents of GraphQL over HTTP.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from graphql import FieldNode, GraphQLError, SelectionNode, SelectionSetNode, Visitor, parse, print_ast, visit
from starlette.exceptions import HTTPException

from api.answering.answers import Refusal
from api.answering.refusals import refusal
from api.cache import Cache
from api.http.requests import Asked
from api.language.limits import Limits
from common.errors import UsageError

REMEMBERED = 4 * 1024 * 1024
OVERHEAD = 400
"""What an entry takes beside its text."""
APQ_VERSION = 1
ALGORITHM = "sha256:"
"""Stands before a SHA-256 where an identifier of a document is one, as graphql-codegen writes it and the appendix has it. We know both."""
MOST_TOKENS = Limits().tokens


@dataclass(frozen=True, slots=True)
class Trusted:
    """Trusted documents by id, in the form that their texts share, and how often they were read before."""

    number: int
    documents: Mapping[str, str]
    same: Set[str]

    @classmethod
    def of(cls, number: int, documents: Mapping[str, str]) -> Trusted:
        """Those of a reading."""
        return cls(number, documents, {same_for_all(text) for text in set(documents.values())})


class Persisted:
    """Finds the text of what is asked. With `trusted` (id → text) nothing else is answered."""

    def __init__(self, trusted: Mapping[str, str] | None = None) -> None:
        self._trusted = Trusted.of(0, trusted) if trusted is not None else None
        self.verdicts: Cache[tuple[int, str], bool] = Cache(REMEMBERED)
        self.remembered: Cache[str, str] = Cache(REMEMBERED)

    @property
    def caches(self) -> dict[str, Cache[Any, Any]]:
        """The caches by name, for figures."""
        return {"persisted": self.remembered, "trusted": self.verdicts}

    @property
    def trusts_any(self) -> bool:
        """Whether there is a trusted document."""
        return self._trusted is not None and bool(self._trusted.documents)

    def text(self, asked: Asked) -> str | Refusal:
        """The text of the operation, or the refusal that says why there is none. Raises HTTPException."""
        digest = plain(asked.document_id) if asked.document_id else self._digest(asked)
        if trusted := self._trusted:
            return self._of(trusted, asked, digest)
        if digest is None:
            if asked.query is None:
                raise HTTPException(400, "query is missing: the text of an operation.")
            return asked.query
        if asked.query is None:
            return self.remembered.get(digest) or refusal("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND")
        if hashlib.sha256(asked.query.encode()).hexdigest() != digest:
            raise HTTPException(400, "sha256Hash is not the SHA-256 of query.")
        self.remembered.put(digest, asked.query, len(asked.query) + OVERHEAD)
        return asked.query

    def trust(self, documents: Mapping[str, str]) -> None:
        """Answer these alone from now on, in whatever thread: what is asked meanwhile is answered by the ones before or by these."""
        self._trusted = Trusted.of(self._trusted.number + 1 if self._trusted else 0, documents)

    def _of(self, trusted: Trusted, asked: Asked, digest: str | None) -> str | Refusal:
        if digest is not None and digest in trusted.documents:
            return trusted.documents[digest]
        if asked.query is not None and self._is_trusted(trusted, asked.query):
            return asked.query
        return refusal("Only operations known to this server are answered.", "UNKNOWN_DOCUMENT", 403)

    def _is_trusted(self, trusted: Trusted, text: str) -> bool:
        key = (trusted.number, text)
        verdict = self.verdicts.get(key)
        if verdict is None:
            try:
                verdict = same_for_all(text) in trusted.same
            except GraphQLError:
                verdict = False
            self.verdicts.put(key, verdict, len(text) + OVERHEAD)
        return verdict

    @staticmethod
    def _digest(asked: Asked) -> str | None:
        given: Any = asked.extensions.get("persistedQuery")
        if given is None:
            return None
        digest = given.get("sha256Hash") if isinstance(given, dict) and given.get("version") == APQ_VERSION else None
        if not isinstance(digest, str):
            raise HTTPException(400, 'persistedQuery has to be {"version": 1, "sha256Hash": "…"}.')
        return plain(digest)


def plain(identifier: str) -> str:
    """An identifier of a document without the name of its algorithm."""
    return identifier.removeprefix(ALGORITHM)


def same_for_all(text: str) -> str:
    """A document in the form that all texts of it share, without the `__typename` that clients add. Raises GraphQLError."""
    return print_ast(visit(parse(text, max_lexical_tokens=MOST_TOKENS), _WithoutTypename()))


class _WithoutTypename(Visitor):
    def enter_selection_set(self, node: SelectionSetNode, *_args: Any) -> SelectionSetNode | None:
        others = tuple(one for one in node.selections if not _adds_typename(one))
        if not others or len(others) == len(node.selections):
            return None
        return SelectionSetNode(selections=others)


def _adds_typename(one: SelectionNode) -> bool:
    return isinstance(one, FieldNode) and one.name.value == "__typename" and not one.alias and not one.directives


def read_trusted(source: Path) -> dict[str, str]:
    """Trusted documents by id: from a folder of .graphql files, a JSON object id → text, or a manifest as Apollo's tools write it.

    Persisted documents of graphql-codegen and of Relay are such objects. Ids are plain (see `plain`). Every document may also be asked for
    by the SHA-256 of its text.
    Raises UsageError.
    """
    hint = "give a folder of .graphql files, or a JSON object of ids and texts"
    try:
        if source.is_dir():
            found = {f.stem: f.read_text(encoding="utf-8") for f in sorted(source.glob("*.graphql"))}
        else:
            found = _manifest(orjson.loads(source.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"cannot read trusted documents from {source}: {error}", hint) from error
    for identifier, text in found.items():
        try:
            same_for_all(text)
        except GraphQLError as error:
            line = error.locations[0].line if error.locations else 1
            raise UsageError(f"cannot read trusted documents from {source}: {identifier}, line {line}: {error.message}", hint) from error
    found = {plain(identifier): text for identifier, text in found.items()}
    return found | {hashlib.sha256(text.encode()).hexdigest(): text for text in found.values()}


def _manifest(content: Any) -> dict[str, str]:
    pairs = [(o["id"], o["body"]) for o in content["operations"]] if "operations" in content else list(content.items())
    if not all(isinstance(part, str) for pair in pairs for part in pair):
        raise TypeError("ids and texts have to be strings")
    return dict(pairs)
