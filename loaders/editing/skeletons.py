"""`foedera new`: a commented beginning for an entity of any class, from what the ontology says of it.

What has to be filled in stands there blank. Everything else is a comment: with its `# ` taken away and a value it is a fact.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from common.errors import NotFoundError
from common.suggest import suggest
from common.text import slug
from loaders.editing.rendering import inline
from ontology import Class, Datatype, End, Kind, Model, Property, stored

DATASET = "my-notes"
"""The dataset of a file about which nothing is known from which it could be named."""
_FORMS = {
    Datatype.EDTF: "1949-04-04, 1985-06, 1990~ (about) or 1949/1951 (between)",
    Datatype.URI: "an address",
    Datatype.INTEGER: "a whole number",
    Datatype.DECIMAL: "a number",
    Datatype.BOOLEAN: "true or false",
    Datatype.LABELS: "{fr: OTAN, ru: НАТО}",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the new entity. Without a dataset the file describes one of its own, named after the file or the entity.

    Two files with one dataset would take away what the other says.
    """

    id: str = ""
    name: str = ""
    dataset: str = ""
    source: str = ""
    file: str = ""

    @property
    def own_dataset(self) -> str:
        """The id of the file's own dataset."""
        named = slug(self.file) or self.id or slug(self.name)
        return DATASET if not named else named if named.startswith("my-") else f"my-{named}"


def find_class(word: str, model: Model) -> Class:
    """The class of entities that a word means: border-agency, "border agency", agencies, mou. Raises NotFoundError with what is near."""
    classes = [c for c in model.classes.values() if c.kind is Kind.ENTITY]
    plain = _plain(word)
    names = {c.name: {_plain(c.name), _plain(c.plural), _plain(c.label), _initials(c.name)} for c in classes}
    exact = [c for c in classes if plain in names[c.name]]
    part = [c for c in classes if plain and any(n.startswith(plain) or n.endswith(plain) for n in names[c.name])]
    for found in (exact, part):
        if len(found) == 1:
            return found[0]
    if part:
        raise NotFoundError(f"{word!r} may be {', '.join(c.name for c in part)}", "name one of them")
    near = suggest(word, model.entities) or suggest(word, [c.label for c in classes])
    raise NotFoundError(f"there is no class {word!r}", near or "`foedera new` lists the classes")


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())


def _initials(name: str) -> str:
    letters = "".join(c for c in name if c.isupper()).lower()
    return letters if len(letters) > 2 else name.lower()


def skeleton(cls: Class, model: Model, wanted: Wanted) -> str:
    """A file with one new entity, whose blanks are to be filled."""
    return "\n".join([*_head(cls, wanted), *_entity(cls, model, wanted)]) + "\n"


def bare_skeleton(cls: Class, model: Model, wanted: Wanted) -> str:
    """The entity alone, to be pasted into a file under entities:."""
    return "\n".join(_entity(cls, model, wanted)) + "\n"


def _head(cls: Class, wanted: Wanted) -> Iterator[str]:
    own = wanted.own_dataset
    yield f"# A new entity. {cls.label}: {cls.comment[0].lower()}{cls.comment[1:]}"
    yield "# Fill in what is blank. Take the # away before what you know, write the value, and delete the rest."
    yield "# References are ids, or keys such as iso3:POL or wikidata:Q7184. `foedera check` says what is missing or wrong."
    if not wanted.dataset:
        yield "datasets:"
        title = own.replace("-", " ").capitalize()
        yield f"- {{id: {own}, title: {title}, rank: 100, licence: CC-BY-4.0}}"
    yield f"dataset: {wanted.dataset or own}"
    yield "entities:"


def _entity(cls: Class, model: Model, wanted: Wanted) -> Iterator[str]:
    claim = model.classes["Claim"].properties
    kinds = "" if not cls.abstract else f"  # one of {', '.join(cls.concrete)}"
    yield _blank("- id:", wanted.id or slug(wanted.name), "lower-case letters, digits and hyphens; it never changes")
    yield f"  class:{kinds}" if cls.abstract else f"  class: {cls.name}"
    properties = sorted(cls.properties.values(), key=lambda p: (p.name != "name", not p.required))
    for prop in properties:
        if prop.required:
            yield _blank(f"  {prop.name}:", wanted.name if prop.name == "name" else "", _meaning(prop))
        else:
            yield f"  # {prop.name}:{' []' * prop.many}  # {_meaning(prop)}"
    yield _blank("  source:", wanted.source, claim["source"].comment)
    yield f"  # retrieved: {datetime.datetime.now(tz=datetime.UTC).date()}  # {claim['retrieved'].comment}"
    yield f"  # verification: UNCHECKED  # {_meaning(claim['verification'])}"
    ends = [e for e in cls.ends.values() if e.relation.sourced]
    yield "  # Relations. An entry may also be just the reference. It may have a source, retrieved, verification and remark of its own."
    for end in ends:
        yield f"  # {end.name}:  # {end.comment} ({end.target})"
        yield f"  # - {_row(end, model)}"
    yield "  # claims:  # What another dataset says of a property, beside what stands above."
    yield "  # - {property: , value: , dataset: , source: }"


def _blank(key: str, value: str, words: str) -> str:
    shown = inline(value, "'", flow=False)
    return f"{key} {shown}" if value else f"{key}  # {words}"


def _meaning(prop: Property) -> str:
    advice = [", ".join(prop.one_of)] if prop.one_of else [c.message for c in prop.constraints if c.pattern]
    form = advice or [f for f in (_FORMS.get(prop.datatype),) if f]
    return f"{prop.comment} ({'; '.join(form)})" if form else prop.comment


def _row(end: End, model: Model) -> str:
    own = sorted(model.stated(end.relation.edge), key=lambda p: not p.name.startswith(stored.START))
    blanks = "".join(f", {p.name}: " for p in own)
    choices = "; ".join(f"{p.name}: {', '.join(p.one_of)}" for p in own if p.one_of)
    return f"{{ref: {blanks}}}" + (f"  # {choices}" if choices else "")
