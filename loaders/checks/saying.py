"""How problems call what a file says: a relation by the key that stands there, and kinds of things with their article."""

from __future__ import annotations

from common.text import slug
from facts.records import LinkRecord, Location
from loaders.sources.date_remedies import GOES_ON, NOBODY_KNOWS
from loaders.sources.files import LINES, SHOWN
from ontology import Model

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


def in_cell(remedy: str, value: str, where: Location, *, listed: bool = False) -> str:
    """What to do about a value that many cells of a table may have: a mapping can say once what it means.

    `listed`: it is to be one of a list of values.
    """
    ways = {NOBODY_KNOWS: f'missing: ["{value[:40]}"]', GOES_ON: f'open: ["{value[:40]}"]'}
    told = f'terms: {{"{value[:40]}": …}}' if listed else ways.get(remedy)
    return f"{remedy}, or say it in a mapping: {told}" if told and where.cell and not where.file.endswith(".py") else remedy


def at_hand(remedy: str, where: Location) -> str:
    """A remedy in the words of the file in which it is to be done: what has no entities: describes them otherwise."""
    if where.file.endswith(".py"):
        way = "with loader.entity()"
    elif where.cell:
        way = "in a file of entities"
    elif where.file.endswith((*LINES, SHOWN)):
        way = "in a line of its own"
    else:
        return remedy
    return remedy.replace("under entities:", way)


def id_remedy(name: str, model: Model) -> str:
    """What to write in place of what is not an id."""
    made, most = slug(name), model.id_form.max_length
    form = f"use lower-case letters, digits and hyphens, at most {most}"
    whole = sum(map(str.isalnum, made)) >= sum(map(str.isalnum, name))
    return f"write {made}; {form}" if whole and model.is_id(made) else form
