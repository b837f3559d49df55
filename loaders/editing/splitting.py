"""`foedera split`: a part of what is said of one entity is said of a new one.

The part stays in its files, beside what it was taken from, with its datasets and sources. What the files say afterwards is compared with
what they should say before anything is given out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from common.dates import OPEN, Bounds, InvalidDateError, bounds
from common.errors import NotFoundError, UsageError
from common.suggest import suggest
from facts.datasets import merged, without
from facts.records import TELLING, ClaimRecord, LinkRecord, Problem, Records
from facts.redirects import led_on
from loaders.editing.cutting import Places, cuts
from loaders.editing.entity_files import Edit, EntityFile, edited, end_of, ids_of, nodes_of, read_files, references, text_of
from loaders.editing.rendering import render_items
from loaders.editing.said import CLASS, new_problems, parsed, refuse_id, refuse_unknown_class, say, undescribed, unsorted, verify
from loaders.editing.syntax import Collection, Entry, Scalar
from ontology import Class, Model

END, SUCCEEDS = "end", "succeeds"


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to the new entity: properties and relations by name, of one value or other end where that is named (`functions=customs`),
    and all relationships that begin on a day or later.
    """

    taken: Sequence[str] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Splitting:
    """The new content of each file that changes, how much goes, what goes on over the day and stays, and what a curator should look at."""

    texts: Mapping[Path, str]
    moved: int
    staying: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEntity:
    """The new entity: of the class of the old one where no other is named. `succeeds`: it says that it succeeds the old one."""

    id: str
    name: str
    cls: str = ""
    succeeds: bool = False


def split(old: str, new: NewEntity, part: Part, paths: Iterable[Path], model: Model, there: Callable[[], Records]) -> Splitting:
    """What `paths` become when a part of the entity `old` is a new entity. Writes nothing.

    Raises NotFoundError for an entity or a part that is not there, UsageError for what cannot be, InputError as `merge` does.
    """
    files = read_files(paths)
    declared, former = ids_of(files)
    said = {file: say(source.tree, model) for file, source in files.items()}
    before = merged(said.values())
    background = without(there(), before.datasets)
    taken = {**declared, **dict.fromkeys(former, Path()), **dict.fromkeys((c.subject for c in background.claims), Path())}
    cls = _refuse(old, new, taken, before, model)
    refuse_id(new.id, {*before.datasets, *background.datasets}, model)
    going = _chosen(old, part, before, model.classes[cls], model)
    work = _Splitting(old, new, cls, going, model)
    concerned = {f: s for f, s in files.items() if old in s.text}
    texts = {file: work.text(source, home=file == declared[old]) for file, source in concerned.items()}
    after = merged(say(parsed(file, texts[file]), model) if file in texts else found for file, found in said.items())
    verify(_expected(before, old, new, going, model), unsorted(after, model), {(new.id, CLASS), (new.id, "name"), (new.id, SUCCEEDS)})
    changed = sorted((f for f in texts if texts[f] != files[f].text), key=lambda f: (f != declared[old], f))
    notes = new_problems(before, after, {old, new.id}, {}, background, model)
    return Splitting({f: texts[f] for f in changed}, len(going), tuple(_staying(old, part, before)), notes)


def _refuse(old: str, new: NewEntity, declared: Mapping[str, Path], said: Records, model: Model) -> str:
    """The class of the new entity."""
    classes = {c.subject: c for c in said.claims if c.property == CLASS}
    if old not in classes:
        raise undescribed(old, declared)
    if new.id in declared:
        raise UsageError(f"{new.id} is an id already", "choose an id that is free")
    refuse_unknown_class(classes[old], model)
    return new.cls or classes[old].value


def _chosen(old: str, part: Part, said: Records, cls: Class, model: Model) -> list[ClaimRecord | LinkRecord]:
    """The statements that go. Raises NotFoundError where there are none of a part that is named."""
    found: list[ClaimRecord | LinkRecord] = []
    for one in part.taken:
        name, _, value = one.partition("=")
        if name not in cls.properties and name not in cls.ends:
            names = [*cls.properties, *cls.ends]
            raise NotFoundError(f"{cls.name} has no property or relation {name!r}", suggest(name, names) or f"it has {', '.join(names)}")
        if name in cls.properties and cls.properties[name].required:
            raise UsageError(f"every {cls.name} needs its {name}", "what the new one is called is said by --name")
        mine = [r for r in _of(old, name, said, model) if not value or value in _values(r, old)]
        if not mine:
            raise NotFoundError(f"no file here says {one} of {old}", "see `foedera show` for what there is, and name all files")
        found += [r for r in mine if r not in found]
    if part.since:
        day = _day(part.since)
        found += [o for o in _links(old, said) if (begins := _begins(o)) and begins >= day and o not in found]
    if not found:
        raise NotFoundError(
            "nothing goes to the new entity", "say what does: --take NAME, or --since DAY for relationships that begin then"
        )
    return found


def _of(old: str, name: str, said: Records, model: Model) -> Iterator[ClaimRecord | LinkRecord]:
    yield from (c for c in said.claims if c.subject == old and c.property == name)
    for link in _links(old, said):
        relation = model.relations[link.relation]
        names = {relation.name} if link.subject == old or relation.symmetric else {relation.inverse}
        if name in names:
            yield link


def _links(old: str, said: Records) -> Iterator[LinkRecord]:
    return (o for o in said.links if old in (o.subject, o.object))


def _values(record: ClaimRecord | LinkRecord, old: str) -> set[str]:
    return {record.value} if isinstance(record, ClaimRecord) else {record.subject, record.object} - {old}


def _day(text: str) -> str:
    try:
        return bounds(text).earliest
    except InvalidDateError as error:
        raise UsageError(f"--since is {text[:60]!r}, which {error.why}", "write it as 1954-10-23") from error


def _begins(link: LinkRecord) -> str:
    """The first day on which a relationship may have begun; empty where nothing is known of it."""
    return begun.earliest if (begun := _begun(link)) else ""


def _begun(link: LinkRecord) -> Bounds | None:
    told = next((str(link.properties[name]) for name in TELLING if name in link.properties), "")
    try:
        return bounds(told) if told else None
    except InvalidDateError:
        return None


def _staying(old: str, part: Part, said: Records) -> Iterator[str]:
    """Relationships that go on over the day, or may have begun behind it: where they end, and begin anew, is for the curator to say."""
    day = _day(part.since) if part.since else ""
    for link in _links(old, said) if day else ():
        end = str(link.properties.get(END, ""))
        begun = _begun(link)
        try:
            over = end == OPEN or (end != "" and bounds(end).latest >= day)
        except InvalidDateError:
            continue
        what = f"{link.location}: {link.subject} {link.relation} {link.object}"
        if begun and begun.earliest >= day:
            continue
        if over:
            yield f"{what} goes on after {part.since} and stays with {old}"
        elif begun and begun.latest >= day:
            yield f"{what} may have begun after {part.since} and stays with {old}"


def _expected(before: Records, old: str, new: NewEntity, going: Sequence[ClaimRecord | LinkRecord], model: Model) -> Records:
    """What the files should say afterwards, but for what the new entity is."""
    places = {r.location for r in going}
    moved = Records(
        claims=[c for c in before.claims if c.subject == old and c.location in places],
        links=[o for o in before.links if old in (o.subject, o.object) and o.location in places],
    )
    rest = replace(
        before, claims=[c for c in before.claims if c not in moved.claims], links=[o for o in before.links if o not in moved.links]
    )
    return merged([unsorted(rest, model), led_on(moved, {old: new.id}, model)])


@dataclass
class _Splitting:
    """Changes files one by one."""

    old: str
    new: NewEntity
    cls: str
    going: Sequence[ClaimRecord | LinkRecord]
    model: Model
    ends: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.ends = {e for c in self.model.classes.values() for e in c.ends}

    def text(self, source: EntityFile, *, home: bool) -> str:
        """The text of a file. `home`: it describes the old entity, and the new one behind it."""
        text, places = source.text, Places(source.text)
        starts = {places.index(r.location) for r in self.going if r.location.file == str(source.file)}
        if not starts and not home:
            return text
        edits: list[Edit] = []
        doomed: set[int] = set()
        for entity in source.entities():
            inside = {s for s in starts if entity.start <= s < entity.end}
            if self.old in (text_of(entity, "id"), text_of(entity, "extends")):
                doomed |= inside
                if inside or text_of(entity, "id") == self.old:
                    edits.append(self._added(entity, inside, text))
            else:
                named = (s for s in references(entity, self.ends) if s.text == self.old and self._is_of(s, inside, entity))
                edits += [(s.start, s.end, self.new.id) for s in named]
        return edited(text, [*edits, *cuts(source.root, text, doomed)])

    def _is_of(self, scalar: Scalar, starts: set[int], entity: Collection) -> bool:
        """Whether a reference is that of a row, or stands alone, where one of `starts` is."""
        rows = (n for e in entity.entries if e.key and e.key.text in self.ends for n in nodes_of(e.value))
        return any(n.start in starts and n.start <= scalar.start and scalar.end <= n.end for n in rows)

    def _added(self, entity: Collection, starts: set[int], text: str) -> Edit:
        """The edit that puts the description of the new entity, or what is added to it, behind a block."""
        declares = text_of(entity, "id") == self.old
        entries = [_plain("id" if declares else "extends", self.new.id)]
        if declares:
            entries += [_plain(CLASS, self.cls), _plain("name", self.new.name)]
        entries += [e for e in entity.entries if e.key and e.key.text in self.model.provenance]
        moved = [kept for e in entity.entries if (kept := _taken(e, starts))]
        if declares and self.new.succeeds:
            moved = _succeeding(moved, self.old)
        entries += moved
        made = Collection(mapping=True, flow=False, start=0, end=0, column=0, entries=entries)
        end = text.find("\n", end_of(entity, text))
        place = end + 1 if end >= 0 else len(text)
        indent = _indent(entity, text)
        block = "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in render_items([made]))
        return place, place, ("" if place == 0 or text[place - 1] == "\n" else "\n") + ("\n" + block)


def _indent(entity: Collection, text: str) -> int:
    dash = text.rfind("-", 0, entity.start)
    return dash - (text.rfind("\n", 0, dash) + 1)


def _plain(key: str, value: str) -> Entry:
    return Entry(Scalar(key, "", 0, 0), Scalar(value, "", 0, 0), 0, 0)


def _succeeding(entries: list[Entry], old: str) -> list[Entry]:
    """The entries, and that one succeeds `old` beside others that it succeeds."""
    there = next((e for e in entries if e.key and e.key.text == SUCCEEDS), None)
    if there is None:
        return [_plain(SUCCEEDS, old), *entries]
    items = [Entry(None, node, node.start, 0) for node in nodes_of(there.value)] + [Entry(None, Scalar(old, "", 0, 0), 0, 0)]
    both = Collection(mapping=False, flow=all(isinstance(e.value, Scalar) for e in items), start=0, end=0, column=0, entries=items)
    return [replace(e, value=both) if e is there else e for e in entries]


def _taken(entry: Entry, starts: set[int]) -> Entry | None:
    """The part of an entry that begins at one of `starts`."""
    value = entry.value
    if value.start in starts:
        return entry
    if isinstance(value, Scalar):
        return None
    if value.mapping:
        return entry if any(e.key and e.key.text == "value" and _taken(e, starts) for e in value.entries) else None
    items = [kept for item in value.entries if (kept := _taken(item, starts))]
    return replace(entry, value=replace(value, entries=items)) if items else None
