"""How problems call what a file says: a relation by the key that stands there, and kinds of things with their article."""

from __future__ import annotations

from facts.records import LinkRecord

REF = "ref"


def key_of(link: LinkRecord) -> str:
    """The key under which a file has a relationship, which is the first of its places: `members` at one end, `memberOf` at the other."""
    first = next(iter(link.places), REF)
    return link.relation if first == REF or first in link.properties else first


def statement(link: LinkRecord) -> str:
    """A relationship as a file has it: `poland memberOf nato`, or `poland in members of nato`."""
    key = key_of(link)
    return f"{link.subject} {key} {link.object}" if key == link.relation else f"{link.subject} in {key} of {link.object}"


def a(word: str) -> str:
    """The name of a class with its article."""
    return f"{'an' if word[:1] in 'AEIO' else 'a'} {word}"
