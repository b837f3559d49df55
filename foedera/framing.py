"""Whether it is certain where a request ends and for whom it is, by its head (RFC 9112). What is not is refused, and its connection ends.

Two programs in a row that read such a head differently take a part of one request for another one (request smuggling).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Headers = Sequence[tuple[bytes, bytes]]
"""As ASGI has them: names in lower case."""
Refusal = tuple[bytes, str]
"""The status line without its version, and the reason."""
CHUNKED = b"chunked"
BAD = b"400 Bad Request"


def refusal(method: bytes, version: str, headers: Headers) -> Refusal | None:
    """Why a head is refused, if it is."""
    if method == b"CONNECT":
        return b"501 Not Implemented", "This server is no proxy."
    return _of_version(version) or _of_codings(version, headers) or _of_host(version, headers)


def _of_version(version: str) -> Refusal | None:
    known = version in ("1.0", "1.1")
    return None if known else (b"505 HTTP Version Not Supported", "Send requests of HTTP/1.1.")


def _of_codings(version: str, headers: Headers) -> Refusal | None:
    """Bodies may come in chunks and in no other coding (sections 6.1 and 7)."""
    given = [value for name, value in headers if name == b"transfer-encoding"]
    if not given:
        return None
    if version == "1.0":
        return BAD, "HTTP/1.0 has no Transfer-Encoding: send a Content-Length."
    codings = [coding.strip().lower() for value in given for coding in value.split(b",")]
    if codings.count(CHUNKED) != 1 or codings[-1] != CHUNKED:
        return BAD, "Transfer-Encoding has to end with chunked, and to name it once."
    if len(codings) > 1:
        return b"501 Not Implemented", "Send the body without a transfer coding other than chunked."
    return None


def _of_host(version: str, headers: Headers) -> Refusal | None:
    """Section 3.2."""
    number = sum(name == b"host" for name, _ in headers)
    if number > 1:
        return BAD, "A request has one Host."
    return (BAD, "A request of HTTP/1.1 has a Host.") if not number and version == "1.1" else None


def relative(target: bytes, headers: Headers) -> tuple[bytes, Headers]:
    """What is asked for by a whole address, and headers in which its host is the Host, as section 3.2.2 has it. Raises ValueError."""
    if target == b"*":
        return target, headers
    scheme, separator, rest = target.partition(b"://")
    if not separator or scheme.lower() not in (b"http", b"https"):
        raise ValueError("no address of this server")
    host = re.split(rb"[/?#]", rest, maxsplit=1)[0]
    path = rest[len(host) :]
    others = [header for header in headers if header[0] != b"host"]
    return path if path.startswith(b"/") else b"/" + path, [(b"host", host), *others]


def without_offer(method: bytes, target: bytes, version: str, headers: Headers) -> bytes:
    """The text of a head without the offer of another protocol."""
    first = b"%b %b HTTP/%b" % (method, target, version.encode())
    others = (b"%b: %b" % (name, _not_upgrading(name, value)) for name, value in headers if name != b"upgrade")
    return b"".join(line + b"\r\n" for line in (first, *others, b""))


def _not_upgrading(name: bytes, value: bytes) -> bytes:
    if name != b"connection":
        return value
    return b",".join(option for option in value.split(b",") if option.strip().lower() != b"upgrade")
