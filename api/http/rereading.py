"""Files of settings, read again while the server runs. What cannot be read changes nothing, and is told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from api.http.persisted import Persisted, read_trusted
from api.http.tokens import Tokens
from api.settings import Settings
from common.errors import UsageError
from common.progress import Progress

log = logging.getLogger(__name__)


def read_files(settings: Settings) -> Rereading:
    """Read the files that settings name for the first time. Raises UsageError."""
    tokens = Tokens(settings.tokens, settings.tokens_file) if settings.closed else None
    return Rereading(tokens, Persisted(read_trusted(settings.trusted) if settings.trusted else None), settings.trusted)


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
        for words in self.refusals():
            report(f"warning: {words}")

    def refusals(self) -> Iterator[str]:
        """Why everything is refused, if it is: a file or folder that holds nothing is read without an error."""
        if self.trusted and not self.persisted.trusts_any:
            yield f"{self.trusted} holds no document (*.graphql): every operation is refused"
        if self.tokens and not self.tokens.known:
            yield f"{self.tokens.file} holds no token: every request is refused"

    def _tokens(self) -> Iterator[str]:
        if self.tokens and self.tokens.file:
            yield f"{self.tokens.read_again():,} tokens, with those of {self.tokens.file}"

    def _documents(self) -> Iterator[str]:
        if self.trusted:
            documents = read_trusted(self.trusted)
            self.persisted.trust(documents)
            yield f"{len(set(documents.values())):,} trusted documents of {self.trusted}"
