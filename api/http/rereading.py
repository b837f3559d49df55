"""Files of settings, read again while the server runs. What cannot be read changes nothing, and is told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from api.http.persisted import Persisted, read_trusted
from api.http.tokens import Tokens
from common.errors import UsageError
from common.progress import Progress

log = logging.getLogger(__name__)


class Rereading:
    """Reads the files again that a server has: of tokens, and of trusted documents."""

    def __init__(self, tokens: Tokens | None, persisted: Persisted, trusted: Path | None) -> None:
        self.tokens = tokens
        self.persisted = persisted
        self.trusted = trusted

    def __call__(self, report: Progress) -> None:
        """Read each of them and report it. Raises nothing."""
        for read in (self._tokens, self._documents):
            try:
                for words in read():
                    report(f"read again: {words}")
            except UsageError as error:
                log.error("what was read before holds: %s", error)

    def _tokens(self) -> Iterator[str]:
        if self.tokens and self.tokens.file:
            yield f"{self.tokens.read_again():,} tokens, with those of {self.tokens.file}"

    def _documents(self) -> Iterator[str]:
        if self.trusted:
            documents = read_trusted(self.trusted)
            self.persisted.trust(documents)
            yield f"{len(set(documents.values())):,} trusted documents of {self.trusted}"
