"""`foedera merge`: two entities that are the same thing become one.

Where files describe the one that goes, they add to the one that stays instead, and every other reference follows. So each statement stays
in its file, with its dataset and source; one that both had from the same source stands once. What the files say afterwards is compared with
what they should say before anything is given out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from common.errors import NotFoundError, UsageError
from common.meant import meant_id
from facts.datasets import merged, without
from facts.records import ClaimRecord, LinkRecord, Problem, Records
from facts.redirects import FORMER_IDS, former_ids, led_on
from loaders.checks.saying import a
from loaders.editing.cutting import Places, cuts, goes
from loaders.editing.entity_files import (
    Edit,
    EntityFile,
    edited,
    entry_of,
    ids_of,
    joined,
    nodes_of,
    read_files,
    redirect,
    references,
    replaced,
    text_of,
)
from loaders.editing.said import CLASS, new_problems, parsed, refuse_unknown_class, say, undescribed, unsorted, verify
from loaders.editing.syntax import Collection, Entry, Scalar
from ontology import Model

NAME, ALIASES = "name", "aliases"
_ANCHOR = re.compile(r"(?<!\S)[&*]\w|<<:")


@dataclass(frozen=True, slots=True)
class Merging:
    """The new content of each file that changes, in the order in which they are to be written, and what a curator should look at then."""

    texts: Mapping[Path, str]
    notes: tuple[Problem, ...]


def merge(gone: str, kept: str, paths: Iterable[Path], model: Model, there: Callable[[], Records]) -> Merging:
    """What `paths` become when the entity `gone` is found to be `kept`, which is described in them or in what is `there`. Writes nothing.

    Raises NotFoundError when one of the two is not described, UsageError when they cannot be the same thing, InputError when a file cannot
    be read, or its form does not let words be changed.
    """
    files = read_files(paths)
    declared, _ = ids_of(files)
    said = {file: say(source.tree, model) for file, source in files.items()}
    before = merged(said.values())
    _refuse(gone, kept, declared, before, there, model)
    home = declared.get(kept)
    work = _Merging(gone, kept, before, model)
    concerned = {file: source for file, source in files.items() if gone in source.text or file == home}
    texts = {file: work.text(source, file, home=file == home, adopts=home is None) for file, source in concerned.items()}
    after = merged(say(parsed(file, texts[file]), model) if file in texts else found for file, found in said.items())
    verify(_expected(before, gone, kept, model), unsorted(after, model))
    # The one that stays comes first: if this is interrupted, references by either id still lead to it.
    changed = sorted((f for f in texts if texts[f] != files[f].text), key=lambda f: (f != home, f))
    notes = new_problems(before, after, {kept}, {gone: kept}, without(there(), before.datasets), model)
    return Merging({f: texts[f] for f in changed}, notes)


def _refuse(gone: str, kept: str, declared: Mapping[str, Path], said: Records, there: Callable[[], Records], model: Model) -> None:
    former = former_ids(said)
    if gone == kept:
        raise UsageError(f"{gone} cannot be merged into itself", "name two ids: the one that goes, and the one that stays")
    for name in (gone, kept):
        if name in former and name not in declared:
            raise UsageError(f"{name} is a former id of {former[name]}", "name that one")
    if gone not in declared:
        raise undescribed(gone, declared)
    mine = {c.subject: c for c in said.claims if c.property == CLASS}
    theirs = mine if kept in mine else {c.subject: c for c in there().claims if c.property == CLASS}
    if kept not in theirs:
        raise NotFoundError(f"nothing describes {kept!r}", meant_id(kept, {**theirs, **mine}) or "name the files that describe it, too")
    one, other = mine[gone], theirs[kept]
    for named in (one, other):
        refuse_unknown_class(named, model)
    if one.value != other.value:
        words = f"{gone} is {a(one.value)} and {kept} {a(other.value)}: they cannot be the same thing"
        raise UsageError(words, f"if they are, give them one class first; see {one.location}")
    for link in said.links:
        if {link.subject, link.object} == {gone, kept}:
            words = f"{link.subject} {link.relation} {link.object}: what is related is not the same thing"
            raise UsageError(words, f"if it is, take that out first; see {link.location}")


def _expected(before: Records, gone: str, kept: str, model: Model) -> Records:
    """What the files should say afterwards."""
    usual = {c.value for c in before.claims if c.subject == kept and c.property == NAME}
    renamed = Records(datasets=before.datasets, links=before.links, notes=before.notes, coverages=before.coverages)
    for claim in before.claims:
        if claim.subject != gone or claim.property not in (CLASS, NAME):
            renamed.claims.append(claim)
        elif claim.property == NAME and claim.value not in usual:
            renamed.claims.append(replace(claim, property=ALIASES))
    return led_on(renamed, {gone: kept}, model)


class _Merging:
    """Changes files one by one. `twice` are statements that both had; `names` what the one that stays is called."""

    def __init__(self, gone: str, kept: str, before: Records, model: Model) -> None:
        self.gone = gone
        self.kept = kept
        self.model = model
        self.ends = {e for c in model.classes.values() for e in c.ends}
        self.names = {c.value for c in before.claims if c.subject == kept and c.property == NAME}
        self.redirected = any(c.subject == kept and c.property == FORMER_IDS and c.value == gone for c in before.claims)
        self.twice: dict[str, list[ClaimRecord | LinkRecord]] = {}
        for record in _twice(before, gone, kept, model):
            self.twice.setdefault(record.location.file, []).append(record)

    def text(self, source: EntityFile, file: Path, *, home: bool, adopts: bool) -> str:
        """The text of a file. `home`: it describes the one that stays; `adopts`: no file does, and an addition says the former id."""
        text, places = source.text, Places(source.text)
        # What stands by an anchor is said elsewhere, too, and stays; it is harmless twice.
        blocks = [e for e in source.entities() if not _ANCHOR.search(text, e.start, e.end)]
        found = {places.index(record.location) for record in self.twice.get(str(file), ())}
        work = _Work(text, {index for index in found if any(e.start <= index < e.end for e in blocks)})
        for entity in source.entities():
            work.edits += [replaced(s, text, self.gone, self.kept) for s in references(entity, self.ends) if s.text == self.gone]
            if self.gone in (text_of(entity, "id"), text_of(entity, "extends")):
                adopted = adopts and not self.redirected and text_of(entity, "id") == self.gone
                self._turn(entity, work, adopts=adopted)
                if not adopted and entity in blocks and not self._says(entity, work):
                    work.doomed.add(entity.start)
            if home and not self.redirected and text_of(entity, "id") == self.kept:
                work.edits.append(redirect(entity, text, self.gone, self.kept))
                self.redirected = True
        return work.done(source.root)

    def _turn(self, entity: Collection, work: _Work, *, adopts: bool) -> None:
        """Let a description of the one that goes add to the one that stays."""
        if (entry := entry_of(entity, "id")) and entry.key:
            work.edits.append((entry.key.start, entry.key.end, "extends"))
        if adopts:
            work.edits.append(redirect(entity, work.text, self.gone, self.kept, after=("id",)))
            self.redirected = True
        if entry := entry_of(entity, CLASS):
            work.doomed.add(entry.value.start)
        if entry := entry_of(entity, NAME):
            self._name(entity, entry, work)
        claims = entry_of(entity, "claims")
        for row in nodes_of(claims.value) if claims else ():
            named = entry_of(row, "property") if isinstance(row, Collection) else None
            if named and isinstance(named.value, Scalar) and named.value.text == NAME and isinstance(row, Collection):
                self._claim(named.value, row, work)

    def _name(self, entity: Collection, entry: Entry, work: _Work) -> None:
        aliases = entry_of(entity, ALIASES)
        inner = entry_of(entry.value, "value") if isinstance(entry.value, Collection) else entry
        value = inner.value if inner else entry.value
        if isinstance(value, Scalar) and value.text in self.names:
            work.doomed.add(value.start)
        elif aliases is None or work.goes(aliases):
            assert entry.key is not None
            work.edits.append((entry.key.start, entry.key.end, ALIASES))
        else:
            work.doomed.add(entry.value.start)
            work.edits.append(joined(aliases.value, work.text, entry.value))

    def _claim(self, named: Scalar, row: Collection, work: _Work) -> None:
        value = entry_of(row, "value")
        if value and isinstance(value.value, Scalar) and value.value.text in self.names:
            work.doomed.add(value.value.start)
        else:
            work.edits.append((named.start, named.end, ALIASES))

    def _says(self, entity: Collection, work: _Work) -> bool:
        """Whether anything is left of a description."""
        own = ("id", "extends", CLASS, *self.model.provenance)
        return any(not (e.key and e.key.text in own) and not work.goes(e) for e in entity.entries)


class _Work:
    """What is to change in one text."""

    def __init__(self, text: str, doomed: set[int]) -> None:
        self.text = text
        self.doomed = doomed
        self.edits: list[Edit] = []

    def goes(self, entry: Entry) -> bool:
        """Whether nothing of an entry stays."""
        return goes(entry, self.doomed)

    def done(self, root: Collection) -> str:
        """The text with all of it: words within what goes need no change."""
        taken = cuts(root, self.text, self.doomed)
        return edited(self.text, [*taken, *(e for e in self.edits if not any(_within(e, cut) for cut in taken))])


def _within(edit: Edit, cut: Edit) -> bool:
    """Whether an edit changes what goes; one that adds something where that begins or ends does not."""
    start, end, _ = edit
    return cut[0] <= start and end <= cut[1] and not (start == end and start in cut[:2])


def _twice(before: Records, gone: str, kept: str, model: Model) -> Iterator[ClaimRecord | LinkRecord]:
    """What is said of the one that goes, and of the other by the same source, too."""
    claims = {c for c in before.claims if c.subject == kept}
    yield from (c for c in before.claims if c.subject == gone and replace(c, subject=kept) in claims)
    there = unsorted(Records(links=[o for o in before.links if kept in (o.subject, o.object)]), model).links
    mine = [o for o in before.links if gone in (o.subject, o.object)]
    moved = led_on(Records(links=mine), {gone: kept}, model).links
    yield from (old for old, new in zip(mine, moved, strict=True) if new in there)
