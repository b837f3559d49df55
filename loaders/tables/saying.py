"""A row to entities, in the form in which a file has them. Every value knows the cell from which it comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from common.dates import OPEN, without_time
from common.text import slug
from facts.records import Location
from loaders.checks import rules
from loaders.sources.yaml_tree import Entries, Items, Text, Tree
from loaders.tables.cells import ERRORS, Item, filled, items
from loaders.tables.codes import Codes, Tally, exempted
from loaders.tables.dates import from_parts, read_date
from loaders.tables.ids import KEYED, Ids
from loaders.tables.mapping import LEFT_OUT, Cell, Constant, Form, Group, Several, TableMapping, Template
from loaders.tables.rows import Header, Row
from ontology import Model

FILE, SHEET, ROW = "file", "sheet", "row"
"""What a template may name besides columns."""
MOST_WORDS = 100_000


_NO_ITEM = Item("")
Said = Sequence[tuple[Tree, Item]]
"""What a form says of a row, each with the item of the cell that says it."""


class _Day:
    """A day that is found when it is asked for: few codes mean something else at another time."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], str]) -> None:
        self._find = find
        self._found: str | None = None

    def __call__(self) -> str:
        if self._found is None:
            self._found = self._find()
        return self._found


# Millions are made of a large table: one that is frozen takes three times as long to make.
@dataclass(slots=True)
class _Scene:
    """What is read: a row, the day of what is said, and what stood in brackets behind the reference. `places`: of cells, once made."""

    row: Row
    places: dict[str, Location]
    on: Callable[[], str] = str
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
        self.ids = Ids(tally)
        self.words: dict[str, str] = {}
        """Texts that stand in many rows, such as dates: each is kept once in memory."""

    def say(self, row: Row) -> Iterator[Entries]:
        """The entities of a row."""
        own = {FILE: self.header.file, SHEET: self.header.tab, ROW: str(row.number)}
        scene = _Scene(Row(row.number, row.line, {**own, **row.cells}, row.origins), {})
        head = {k: made for k, form in self.mapping.head.items() if (made := self._one(form, scene))}
        for form in self.mapping.entities:
            for subject, inner in self._subjects(form, scene):
                if found := self._entity(form, subject, head, inner):
                    yield found

    # -- entities

    def _subjects(self, form: Group, scene: _Scene) -> Iterator[tuple[Text, _Scene]]:
        if not self._meant(form, scene):
            return
        on = _Day(partial(self._day, form, scene))
        for tree, item in self._heads(form, _Scene(scene.row, scene.places, on)):
            if isinstance(tree, Text):
                yield tree, _Scene(scene.row, scene.places, on, item.bracket)

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
        return Entries(entries, keys, self._place(scene), 1) if says else None

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
        if isinstance(form, Constant):
            return form.tree
        found = self._items(form, scene)
        if len(found) > 1:
            trees = tuple(tree for tree, _ in found)
            return Items(trees, trees[0].location, len(trees))
        return found[0][0] if found else None

    def _items(self, form: Form, scene: _Scene) -> Said:
        match form:
            case Cell():
                return self._cell(form, scene)
            case Constant():
                return ((form.tree, _NO_ITEM),)
            case Template():
                if any(self._broken(c, scene, self.mapping.missing) for piece in form.pieces for c in piece.columns):
                    return ()
                text = filled(form, scene.row, self.mapping.missing)
                made = self._id(form, text, scene) if text and form.slug else text
                if not made:
                    return ()
                return ((self._text(made, self._first_column(form), scene), Item(text)),)
            case Several():
                return [found for inner in form.forms for found in self._items(inner, scene)]
            case Group():
                return [(made, _NO_ITEM) for made in self._groups(form, scene)]

    def _id(self, form: Template, text: str, scene: _Scene) -> str:
        """The id that a template makes, or refers to: a reference by a key, such as iso3:POL, stays as it is."""
        if form.refers:
            return text if KEYED.match(text) else slug(text)
        columns = [c for piece in form.pieces for c in piece.columns]
        column = self._first_column(form)
        return self.ids.made([scene.row.cells.get(c, "") for c in columns], text, self._place(scene, column))

    def _groups(self, form: Group, scene: _Scene) -> Iterator[Entries]:
        """A mapping for each value of its head."""
        if not self._meant(form, scene):
            return
        if not form.head:
            if made := self._rest(form, scene):
                yield Entries(made, {k: form.keys[k] for k in made}, self._place(scene), 1)
            return
        on = _Day(lambda: self._start(form, scene) or scene.on())
        for tree, item in self._heads(form, _Scene(scene.row, scene.places, on, scene.bracket)):
            made = {form.head: tree, **self._rest(form, _Scene(scene.row, scene.places, on, item.bracket))}
            yield Entries(made, {k: form.keys[k] for k in made}, tree.location, 1)

    def _heads(self, form: Group, scene: _Scene) -> Said:
        """What a group is about. Where nobody knows its code, nothing else would tell that its dates are none."""
        before = self.tally.misses
        found = self._items(form.forms[form.head], scene)
        if not found and self.tally.misses > before:
            self._dates(form, scene)
        return found

    def _dates(self, form: Group, scene: _Scene) -> None:
        for key, inner in form.forms.items():
            for one in inner.forms if isinstance(inner, Several) else (inner,):
                if isinstance(one, Cell) and one.slot.date:
                    for tree, _ in self._cell(one, scene):
                        self.tally.date(key, _shown(tree), tree.location)
                elif isinstance(one, Group) and self._meant(one, scene):
                    self._dates(one, scene)

    def _rest(self, form: Group, scene: _Scene) -> dict[str, Tree]:
        return {k: made for k, f in form.forms.items() if k != form.head and (made := self._one(f, scene)) is not None}

    def _meant(self, form: Group, scene: _Scene) -> bool:
        return all(c.holds(scene.row.cells.get(c.column, "")) for c in form.when)

    def _first_column(self, form: Template) -> str:
        named = [c for piece in form.pieces for c in piece.columns if c in self.header.positions]
        return named[0] if named else ""

    def _text(self, text: str, column: str, scene: _Scene) -> Text:
        if len(self.words) >= MOST_WORDS:
            self.words.clear()
        return Text(self.words.setdefault(text, text), False, self._place(scene, column))

    def _place(self, scene: _Scene, column: str = "") -> Location:
        """Where a cell of the row stands, or the row."""
        if (found := scene.places.get(column)) is None:
            found = scene.places[column] = self.header.place(scene.row, column)
        return found

    # -- cells

    def _cell(self, cell: Cell, scene: _Scene) -> Said:
        values = self._values(cell, scene)
        read = [(text, item) for item in values if (text := self._read(cell, item.text, scene))]
        if not any(item.text for item in values) and cell.default:
            return [*self._placed(cell, read, scene), (self._text(cell.default, cell.column, scene), Item(cell.default))]
        return self._placed(cell, read, scene)

    def _placed(self, cell: Cell, read: Sequence[tuple[str, Item]], scene: _Scene) -> Said:
        column = cell.column or (cell.parts[0] if cell.parts else "")
        return [(self._text(text, column, scene), item) for text, item in read]

    def _broken(self, column: str, scene: _Scene, *known: Collection[str]) -> bool:
        """Whether a cell has an error of a spreadsheet program, which is told, unless the mapping says what it means."""
        text = scene.row.cells.get(column, "")
        if not text.startswith("#") or text not in ERRORS or any(text in words for words in known):
            return False
        where = self._place(scene, column)
        remedy = f'mend the cell, or write missing: ["{text}"] where it says nothing'
        self.tally.wrong[where] = rules.MISSING_CELL.broken(
            where, f"{text} is an error of the spreadsheet, and no value", remedy, value=text
        )
        return True

    def _values(self, cell: Cell, scene: _Scene) -> Sequence[Item]:
        """The values of a cell that are not missing; `..` where it says that something goes on."""
        if any(self._broken(c, scene, cell.missing, cell.exceptions, cell.terms or ()) for c in (cell.column, *cell.parts)):
            return []
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
        return items(cell, text)

    def _read(self, cell: Cell, text: str, scene: _Scene) -> str:
        """What a value means; empty where nobody knows, which is noted."""
        if text == OPEN and cell.slot.closes:
            return OPEN
        exempt = exempted(cell.exceptions[text], self._on(cell, scene)) if text in cell.exceptions else ""
        if exempt == LEFT_OUT:
            return ""
        if cell.keys:
            return self._found(cell, text, exempt, scene)
        if cell.terms is not None:
            return exempt or self._term(cell, text, self._place(scene, cell.column))
        text = exempt or text
        if cell.slot.date:
            return read_date(text, cell.dates)
        return self.ids.made((text,), text, self._place(scene, cell.column)) if cell.slot.slug else text

    def _on(self, cell: Cell, scene: _Scene) -> str:
        if cell.on is None:
            return scene.on()
        found = self._one(cell.on, scene)
        return found.text if isinstance(found, Text) and found.text != OPEN else ""

    def _found(self, cell: Cell, text: str, exempt: str, scene: _Scene) -> str:
        if exempt:
            why = f"the exception for {text[:60]!r} leads nowhere: {exempt[:60]}"
            found = self.codes.reference(exempt, self._on(cell, scene))
        elif text in self.declared:
            found, why = text, ""
        else:
            found, why = self.codes.find(cell.keys, text, self._on(cell, scene), cell.cls)
        if found or cell.passed:
            self.tally.know(cell.column, text)
        else:
            self.tally.miss(cell.column, text, why, self._place(scene, cell.column))
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
