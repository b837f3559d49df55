"""A row to entities, in the form in which a file has them. Every value knows the cell from which it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from common.dates import OPEN, without_time
from common.text import slug
from facts.records import Location
from loaders.sources.yaml_tree import Entries, Items, Text, Tree
from loaders.tables.cells import Item, filled, items
from loaders.tables.codes import Codes, Tally, exempted
from loaders.tables.dates import from_parts, read_date
from loaders.tables.mapping import LEFT_OUT, Cell, Constant, Form, Group, Several, TableMapping, Template
from loaders.tables.rows import Header, Row
from ontology import Model

FILE, SHEET, ROW = "file", "sheet", "row"
"""What a template may name besides columns."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is read: a row, the day of what is said, and what stood in brackets behind the reference."""

    row: Row
    on: str = ""
    bracket: str = ""


class Speaker:
    """Makes entities of the rows of one table."""

    def __init__(self, mapping: TableMapping, header: Header, codes: Codes, tally: Tally, model: Model) -> None:
        self.mapping = mapping
        self.header = header
        self.codes = codes
        self.tally = tally
        self.relations = {e for c in model.classes.values() for e in c.ends}
        self.provenance = frozenset(model.provenance)
        self.said: set[tuple[str, str, str, str]] = set()
        """What has been said of an entity already, but for its relationships: rows repeat it."""
        self.declared: set[str] = set()

    def say(self, row: Row) -> Iterator[Entries]:
        """The entities of a row."""
        own = {FILE: self.header.file, SHEET: self.header.sheet, ROW: str(row.number)}
        scene = _Scene(replace(row, cells={**own, **row.cells}))
        head = {k: made for k, form in self.mapping.head.items() if (made := self._one(form, scene))}
        for form in self.mapping.entities:
            for subject, inner in self._subjects(form, scene):
                if found := self._entity(form, subject, head, inner):
                    yield found

    # -- entities

    def _subjects(self, form: Group, scene: _Scene) -> Iterator[tuple[Text, _Scene]]:
        if not self._meant(form, scene):
            return
        scene = replace(scene, on=self._day(form, scene))
        for tree, item in self._items(form.forms[form.head], scene):
            if isinstance(tree, Text):
                yield tree, replace(scene, bracket=item.bracket)

    def _entity(self, form: Group, subject: Text, head: Mapping[str, Tree], scene: _Scene) -> Entries | None:
        new = form.head == "id" and subject.text not in self.declared
        entries: dict[str, Tree] = {"id" if new else "extends": subject, **head}
        keys = dict.fromkeys(entries, subject.location)
        # A source that rows have in a column is one of its own; that of the whole table only says where in it.
        cited = _shown(found) if "source" in form.forms and (found := self._one(form.forms["source"], scene)) else ""
        for key, inner in form.forms.items():
            if key == form.head or (key == "class" and not new):
                continue
            made = self._several(inner, scene)
            if key not in self.relations and key not in self.provenance:
                made = [m for m in made if self._is_new(subject.text, key, m, cited)]
            if made:
                entries[key] = made[0] if len(made) == 1 else Items(tuple(made), made[0].location, len(made))
                keys[key] = form.keys[key]
        if new:
            self.declared.add(subject.text)
        says = new or any(k not in self.provenance and k != "extends" for k in entries)
        return Entries(entries, keys, self.header.place(scene.row), 1) if says else None

    def _is_new(self, subject: str, key: str, tree: Tree, cited: str) -> bool:
        """Whether an entity is not known to have this by this source: rows on one entity repeat what they say of it."""
        said = (subject, key, _shown(tree), cited)
        if said in self.said:
            return False
        self.said.add(said)
        return True

    def _day(self, form: Group, scene: _Scene) -> str:
        """The day of which an entity's rows speak: the start of the first relationship that has one."""
        for key, inner in form.forms.items():
            for group in inner.forms if isinstance(inner, Several) else (inner,):
                if key in self.relations and isinstance(group, Group) and (on := self._start(group, scene)):
                    return on
        return ""

    def _start(self, group: Group, scene: _Scene) -> str:
        dates = sorted((k for k, f in group.forms.items() if isinstance(f, Cell) and f.slot.date), key=lambda k: k != "start")
        for key in dates:
            found = self._one(group.forms[key], scene)
            if isinstance(found, Text) and found.text != OPEN:
                return found.text
        return ""

    # -- forms

    def _several(self, form: Form, scene: _Scene) -> list[Tree]:
        return [tree for tree, _ in self._items(form, scene)]

    def _one(self, form: Form, scene: _Scene) -> Tree | None:
        found = self._several(form, scene)
        if len(found) > 1:
            return Items(tuple(found), found[0].location, len(found))
        return found[0] if found else None

    def _items(self, form: Form, scene: _Scene) -> Iterator[tuple[Tree, Item]]:
        match form:
            case Constant():
                yield form.tree, Item("")
            case Template():
                if text := filled(form, scene.row, self.mapping.missing):
                    yield self._text(slug(text) if form.slug else text, self._first_column(form), scene), Item(text)
            case Several():
                for inner in form.forms:
                    yield from self._items(inner, scene)
            case Group():
                yield from ((made, Item("")) for made in self._groups(form, scene))
            case Cell():
                yield from self._cell(form, scene)

    def _groups(self, form: Group, scene: _Scene) -> Iterator[Entries]:
        """A mapping for each value of its head."""
        if not self._meant(form, scene):
            return
        if not form.head:
            if made := self._rest(form, scene):
                yield Entries(made, {k: form.keys[k] for k in made}, self.header.place(scene.row), 1)
            return
        on = self._start(form, scene) or scene.on
        for tree, item in self._items(form.forms[form.head], replace(scene, on=on)):
            made = {form.head: tree, **self._rest(form, replace(scene, on=on, bracket=item.bracket))}
            yield Entries(made, {k: form.keys[k] for k in made}, tree.location, 1)

    def _rest(self, form: Group, scene: _Scene) -> dict[str, Tree]:
        return {k: made for k, f in form.forms.items() if k != form.head and (made := self._one(f, scene)) is not None}

    def _meant(self, form: Group, scene: _Scene) -> bool:
        return all(c.holds(scene.row.cells.get(c.column, "")) for c in form.when)

    def _first_column(self, form: Template) -> str:
        named = [c for piece in form.pieces for c in piece.columns if c in self.header.positions]
        return named[0] if named else ""

    def _text(self, text: str, column: str, scene: _Scene) -> Text:
        return Text(text, False, self.header.place(scene.row, column))

    # -- cells

    def _cell(self, cell: Cell, scene: _Scene) -> Iterator[tuple[Tree, Item]]:
        found = False
        for item in self._values(cell, scene):
            text = self._read(cell, item.text, scene)
            found = found or item.text != ""
            if text:
                yield self._text(text, cell.column or (cell.parts[0] if cell.parts else ""), scene), item
        if not found and cell.default:
            yield self._text(cell.default, cell.column, scene), Item(cell.default)

    def _values(self, cell: Cell, scene: _Scene) -> Sequence[Item]:
        """The values of a cell that are not missing; `..` where it says that something goes on."""
        if cell.parts:
            year, month, day = (_given(scene.row.cells.get(c, ""), cell.missing) for c in (*cell.parts, "", "")[:3])
            text = from_parts(without_time(year), without_time(month), without_time(day))
        elif cell.column:
            text = scene.row.cells.get(cell.column, "")
        else:
            text = scene.bracket
        if text in cell.opens:
            return [Item(OPEN)] if cell.slot.closes else []
        if not text or text in cell.missing:
            return []
        return list(items(cell, text))

    def _read(self, cell: Cell, text: str, scene: _Scene) -> str:
        """What a value means; empty where nobody knows, which is noted."""
        if text == OPEN and cell.slot.closes:
            return OPEN
        where = self.header.place(scene.row, cell.column)
        on = self._on(cell, scene)
        exempt = exempted(cell.exceptions[text], on) if text in cell.exceptions else ""
        if exempt == LEFT_OUT:
            return ""
        if cell.keys:
            return self._found(cell, text, exempt, on, where)
        if cell.terms is not None:
            return exempt or self._term(cell, text, where)
        text = exempt or text
        if cell.slot.date:
            return read_date(text, cell.dates)
        return slug(text) if cell.slot.slug else text

    def _on(self, cell: Cell, scene: _Scene) -> str:
        if cell.on is None:
            return scene.on
        found = self._one(cell.on, scene)
        return found.text if isinstance(found, Text) and found.text != OPEN else ""

    def _found(self, cell: Cell, text: str, exempt: str, on: str, where: Location) -> str:
        if exempt:
            found, why = self.codes.reference(exempt, on), f"the exception for {text[:60]!r} leads nowhere: {exempt[:60]}"
        else:
            found, why = (text, "") if text in self.declared else self.codes.find(cell.keys, text, on, cell.cls)
        if found or cell.passed:
            self.tally.know(cell.column, text)
        else:
            self.tally.miss(cell.column, text, why, where)
        return found or (text if cell.passed else "")

    def _term(self, cell: Cell, text: str, where: Location) -> str:
        terms = cell.terms or {}
        if text in terms:
            self.tally.know(cell.column, text)
            return "" if terms[text] == LEFT_OUT else terms[text]
        if cell.otherwise is not None:
            return cell.otherwise
        self.tally.miss(cell.column, text, f"no term is given for {text[:60]!r}", where)
        return ""


def _given(text: str, missing: frozenset[str]) -> str:
    return "" if text in missing else text


def _shown(tree: Tree) -> str:
    """What a tree holds, whatever its place."""
    match tree:
        case Text():
            return tree.text
        case Items():
            return f"[{', '.join(map(_shown, tree.items))}]"
        case Entries():
            return f"{{{', '.join(f'{k}: {_shown(v)}' for k, v in tree.entries.items())}}}"
