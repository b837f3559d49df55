"""Bearer tokens and whose they are: those of a setting, and those of a file, which is read again when it changes.

A line of the file is a name and a token, and perhaps how many requests a minute the token has; `#` begins a comment.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from common.errors import UsageError

log = logging.getLogger(__name__)
RECHECK_SECONDS = 1.0
COMMENT = re.compile(r"(^|\s)#.*")
"""A token may hold the sign itself."""
FORM = "a line is a name and a token, and perhaps a number of requests a minute"


@dataclass(frozen=True, slots=True)
class Token:
    """Who has it, what is known of it, and how many requests it has a minute (None: any number)."""

    name: str
    digest: bytes
    per_minute: int | None = None


class Tokens:
    """Those that a server knows. Raises UsageError when the file cannot be read at the start; later the last state holds."""

    def __init__(self, given: Iterable[str], file: Path | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.given = tuple(Token("", _digest(token)) for token in given)
        self.file = file
        self.clock = clock
        self._changed: object = None
        self._looked = float("-inf")
        self._told = ""
        self._allowed: dict[str, tuple[float, float]] = {}
        self.known: tuple[Token, ...] = self._read() if file else self.given

    def find(self, text: str) -> Token | None:
        """Whose token it is. Every one is compared in full, so that the time tells nothing."""
        self._reread()
        digest, found = _digest(text), None
        for token in self.known:
            if hmac.compare_digest(digest, token.digest):
                found = token
        return found

    def wait(self, token: Token) -> float:
        """Count a request; how many seconds its owner has to wait before there may be one (0: none)."""
        if token.per_minute is None:
            return 0
        now, rate = self.clock(), token.per_minute / 60
        left, since = self._allowed.get(token.name, (float(token.per_minute), now))
        left = min(float(token.per_minute), left + (now - since) * rate)
        self._allowed[token.name] = (left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else (1 - left) / rate

    def read_again(self) -> int:
        """Read the file, whether or not it has changed; how many tokens there are now. Raises UsageError, and the former ones hold."""
        if self.file:
            self.known, self._told = self._read(), ""
        return len(self.known)

    def _reread(self) -> None:
        if self.file is None or self.clock() - self._looked < RECHECK_SECONDS:
            return
        self._looked = self.clock()
        try:
            stat = self.file.stat()
            if (stat.st_mtime_ns, stat.st_size, stat.st_ino) != self._changed:
                self.read_again()
        except (OSError, UsageError) as error:
            if self._told != str(error):  # once, not each second until somebody mends it
                log.error("the former tokens hold, the new ones are not read: %s", error)
            self._told = str(error)

    def _read(self) -> tuple[Token, ...]:
        assert self.file
        try:
            stat = self.file.stat()
            found = (*self.given, *_tokens(self.file.read_text(encoding="utf-8"), self.file))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read the tokens of {self.file}: {error}", FORM) from error
        self._changed = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return found


def _tokens(text: str, file: Path) -> Iterator[Token]:
    names: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        words = COMMENT.sub("", line).split()
        if not words:
            continue
        name, limit = words[0], words[2] if len(words) == 3 else None
        if not 2 <= len(words) <= 3 or name in names or (limit is not None and not (limit.isdecimal() and 0 < int(limit) < 10**6)):
            raise UsageError(f"{file}:{number} is no token, or has a name for the second time", FORM)
        names.add(name)
        yield Token(name, _digest(words[1]), int(limit) if limit else None)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
