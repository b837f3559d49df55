"""A mapping from its file: what it says, and all that is wrong with how it says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from common.suggest import nearest, suggest
from facts.records import Location, Problem
from loaders.checks import rules
from loaders.sources.core_types import is_integer
from loaders.sources.key_remedies import key_remedy
from loaders.sources.yaml_provenance import DATES
from loaders.sources.yaml_reading import ENTITY_KEYS, MAPPING
from loaders.sources.yaml_tree import Entries, Items, Text, Tree
from loaders.tables.codes import GEC, ID, NAME
from loaders.tables.dates import MESSY, PatternError, compiled
from loaders.tables.mapping import (
    Cell,
    Condition,
    Constant,
    Exempt,
    Form,
    Group,
    Phases,
    Piece,
    Several,
    Slot,
    Spells,
    TableMapping,
    Template,
    Unpivot,
)
from loaders.tables.options import ENCODINGS, is_encoding
from ontology import Datatype, Kind, Model

TABLE = MAPPING
OWN_KEYS = (
    TABLE,
    "sheet",
    "header",
    "delimiter",
    "encoding",
    "each",
    "missing",
    "open",
    "only",
    "except",
    "unpivot",
    "spells",
    "phases",
    "exceptions",
    "unknown",
)
FILE_KEYS = ("datasets", "covers", "entities")
CELL_KEYS = (
    "column",
    "split",
    "bracket",
    "match",
    "missing",
    "open",
    "terms",
    "else",
    "default",
    "date",
    "key",
    "class",
    "at",
    "exceptions",
)
CONDITION_KEYS = ("column", "is", "not", "blank", "match", "because")
PARTS = ("year", "month", "day")
HEADS = ("ref", "value", "explanation")
"""Without these a mapping below an entity says nothing."""
REFERRING = ("ref", "under")
"""Keys of a row that name an entity."""
MOST_NAMED = 30
EXCEPTIONS = "write {code: what it means}: an id, a key such as iso3:DZA, a term, or -"
BY_COLUMN = f"exceptions are told by column: {EXCEPTIONS.removeprefix('write ')}"
PERIODS = "write {means: …, from: …, until: …}"
UNKNOWN = ("leave out", "error")
_BRACES = re.compile(r"\{([^{}]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*\{[^{}]+\}[^\[\]]*)\]")


def read_mapping(tree: Entries, model: Model, problems: list[Problem]) -> TableMapping:
    """What a mapping says."""
    return _Reader(model, problems).read(tree)


class _Reader:
    def __init__(self, model: Model, problems: list[Problem]) -> None:
        self.model = model
        self.problems = problems
        self.missing: frozenset[str] = frozenset()
        self.opens: frozenset[str] = frozenset()
        self.exceptions: dict[str, Mapping[str, tuple[Exempt, ...]]] = {}
        entities = [c for c in model.classes.values() if c.kind is Kind.ENTITY]
        self.dates = {p.name: p.closes for c in entities for p in c.properties.values() if p.datatype is Datatype.EDTF}
        self.edges = {n: {p.name: p for p in model.stated(e.relation.edge)} for c in entities for n, e in c.ends.items()}
        properties = {n for c in entities for n in c.properties}
        self.members = (*ENTITY_KEYS, "when", *model.provenance, *sorted(properties), *self.edges)
        self.keys = {ID, NAME, GEC, *(k for _, k in model.keys), *(k for _, k in model.shared_keys)}

    def read(self, tree: Entries) -> TableMapping:
        known = (*OWN_KEYS, *FILE_KEYS, *self.model.provenance)
        self._unknown_keys(tree, known)
        self.missing, self.opens = self._words(tree, "missing"), self._words(tree, "open")
        named = tree.entries.get("exceptions")
        if named is not None and not isinstance(named, Text):
            by_column = self._entries(named, "exceptions", "write column: {code: what it means}, or the name of a file")
            columns = {c: self._entries(e, c[:60], BY_COLUMN) for c, e in by_column.entries.items()} if by_column else {}
            self.exceptions = {c: self._exceptions(e) for c, e in columns.items() if e}
        head = {k: self._form(k, tree.entries[k], Slot(date=k in DATES)) for k in self.model.provenance if k in tree.entries}
        return TableMapping(
            file=tree.location.file,
            location=tree.location,
            entities=tuple(found for item in self._mappings(tree, "entities") if (found := self._entity(item))),
            head=head,
            parts={k: tree.entries[k] for k in ("datasets", "covers") if k in tree.entries},
            tables=tuple(self._list(tree, TABLE)),
            sheet=self._text(tree, "sheet"),
            header=self._number(tree, "header", 1),
            delimiter=self._delimiter(tree),
            encoding=self._encoding(tree),
            each=tuple(self._list(tree, "each")),
            missing=self.missing,
            opens=self.opens,
            only=tuple(map(self._condition, self._mappings(tree, "only"))),
            but=tuple(map(self._condition, self._mappings(tree, "except"))),
            unpivot=self._unpivot(tree.entries.get("unpivot")),
            spells=self._spells(tree.entries.get("spells")),
            phases=self._phases(tree.entries.get("phases")),
            exceptions=self.exceptions,
            exceptions_file=named.text if isinstance(named, Text) else "",
            strict=self._choice(tree, "unknown", UNKNOWN) == UNKNOWN[1],
            places=tree.keys,
        )

    # -- helpers

    def _problem(self, where: Location, message: str, remedy: str, rule: rules.Rule = rules.WRONG_FORM, value: str = "") -> None:
        self.problems.append(rule.broken(where, message, remedy, value=value))

    def _unknown_keys(self, tree: Entries, known: Iterable[str], what: str = "key") -> None:
        names = list(known)
        for key, where in tree.keys.items():
            if key not in names:
                self._problem(where, f"unknown {what} {key[:60]!r}", key_remedy(key, names) or _those(names), rules.UNKNOWN_KEY, key[:60])

    def _text(self, tree: Entries, key: str) -> str:
        found = tree.entries.get(key)
        if found is None:
            return ""
        if not isinstance(found, Text):
            self._problem(found.location, f"{key} must be text", "write a single value")
            return ""
        return found.text

    def _list(self, tree: Entries, key: str) -> list[str]:
        found = tree.entries.get(key)
        if found is None:
            return []
        items = found.items if isinstance(found, Items) else (found,)
        for item in items:
            if not isinstance(item, Text):
                self._problem(item.location, f"{key} must be text or a list of it", "write values")
        return [item.text for item in items if isinstance(item, Text)]

    def _words(self, tree: Entries, key: str) -> frozenset[str]:
        return frozenset(self._list(tree, key))

    def _mappings(self, tree: Entries, key: str) -> list[Entries]:
        found = tree.entries.get(key)
        if found is None:
            return []
        items = found.items if isinstance(found, Items) else (found,)
        for item in items:
            if not isinstance(item, Entries):
                self._problem(item.location, f"{key} must hold mappings", "begin each with a dash and its keys")
        return [item for item in items if isinstance(item, Entries)]

    def _number(self, tree: Entries, key: str, otherwise: int) -> int:
        text = self._text(tree, key)
        if text and not (is_integer(text) and int(text) >= 0):
            self._problem(tree.entries[key].location, f"{key} is {text[:20]!r}", "write a whole number")
            return otherwise
        return int(text) if text else otherwise

    def _choice(self, tree: Entries, key: str, choices: tuple[str, ...]) -> str:
        text = self._text(tree, key)
        if text and text not in choices:
            self._problem(tree.entries[key].location, f"{key} is {text[:40]!r}", f"write {' or '.join(choices)}")
        return text

    def _flag(self, tree: Entries, key: str) -> bool | None:
        found = tree.entries.get(key)
        if found is None:
            return None
        flag = found.boolean if isinstance(found, Text) else None
        if flag is None:
            self._problem(found.location, f"{key} is true or false", "write true or false")
        return flag

    def _pattern(self, tree: Entries, key: str) -> re.Pattern[str] | None:
        text = self._text(tree, key)
        try:
            return re.compile(text) if text else None
        except re.error as error:
            self._problem(tree.entries[key].location, f"{key} is no regular expression: {error}", "see docs/mappings.md")
            return None

    # -- rows

    def _condition(self, tree: Entries) -> Condition:
        self._unknown_keys(tree, CONDITION_KEYS)
        column = self._text(tree, "column")
        if not column or len(tree.entries.keys() - {"because"}) < 2:
            self._problem(tree.location, "a condition needs a column and what it is", "write column: and is:, not:, blank: or match:")
        values = self._words(tree, "is") if "is" in tree.entries else None
        rest = (self._words(tree, "not"), self._flag(tree, "blank"), self._pattern(tree, "match"), self._text(tree, "because"))
        return Condition(column, tree.location, values, *rest)

    def _delimiter(self, tree: Entries) -> str:
        text = self._text(tree, "delimiter")
        if len(text) > 1:
            remedy = 'write one sign in quotes, such as ";" or "\\t"'
            self._problem(tree.entries["delimiter"].location, f"delimiter is {text[:20]!r}", remedy)
        return text[:1]

    def _encoding(self, tree: Entries) -> str:
        text = self._text(tree, "encoding")
        if text and not is_encoding(text):
            remedy = suggest(text.lower(), ENCODINGS) or f"write {', '.join(ENCODINGS[:4])} or another that Python knows"
            self._problem(tree.entries["encoding"].location, f"there is no encoding {text[:40]!r}", remedy, value=text[:40])
        return text

    def _unquoted(self, tree: Entries) -> bool:
        """Whether a mapping is a column in braces that stand without quotes, which is told."""
        name, value = next(iter(tree.entries.items()), ("", None))
        if len(tree.entries) != 1 or not isinstance(value, Text) or not value.is_null or value.text:
            return False
        self._problem(tree.location, "a column in braces stands in quotes", f'write "{{{name[:60]}}}"')
        return True

    def _entries(self, tree: Tree | None, name: str, remedy: str) -> Entries | None:
        """What is to be a mapping; None where it is absent, or something else, which is told."""
        if isinstance(tree, Entries) or tree is None:
            return tree
        self._problem(tree.location, f"{name} must be a mapping", remedy)
        return None

    def _unpivot(self, tree: Tree | None) -> Unpivot | None:
        if (tree := self._entries(tree, "unpivot", "write columns:, name: and value:")) is None:
            return None
        self._unknown_keys(tree, ("columns", "name", "value"))
        name, value = self._text(tree, "name"), self._text(tree, "value")
        if not (columns := tuple(self._list(tree, "columns"))) or not name or not value:
            self._problem(tree.location, "unpivot needs columns:, and names for the new columns", "write columns:, name: and value:")
        return Unpivot(columns, name, value, tree.location)

    def _spells(self, tree: Tree | None) -> Spells | None:
        if (tree := self._entries(tree, "spells", "write of: and year:")) is None:
            return None
        self._unknown_keys(tree, ("of", "year", "start", "end", "gap", "last"))
        of, year = tuple(self._list(tree, "of")), self._text(tree, "year")
        if not of or not year:
            self._problem(tree.location, "spells need the columns of what belongs together, and that of the year", "write of: and year:")
        start, end = self._text(tree, "start") or "start", self._text(tree, "end") or "end"
        last = self._choice(tree, "last", ("unknown", "open", "stated")) or "unknown"
        return Spells(of, year, start, end, tree.location, self._number(tree, "gap", 0), last)

    def _phases(self, tree: Tree | None) -> Phases | None:
        if (tree := self._entries(tree, "phases", "write of:, start: and end:")) is None:
            return None
        self._unknown_keys(tree, ("of", "start", "end", "date"))
        of, start, end = tuple(self._list(tree, "of")), self._text(tree, "start"), self._text(tree, "end")
        if not (of and start and end):
            message = "phases need the columns of what belongs together, and those of their start and end"
            self._problem(tree.location, message, "write of:, start: and end:")
        return Phases(of, start, end, tree.location, self._patterns(tree))

    # -- entities

    def _entity(self, tree: Entries) -> Group | None:
        head = "id" if "id" in tree.entries else "extends"
        if head not in tree.entries:
            remedy = "add id: for a new one, or extends: for one that is described elsewhere"
            self._problem(tree.location, "an entity needs an id", remedy, rules.MISSING_KEY)
            return None
        self._unknown_keys(tree, self.members, "property or relation")
        forms = {key: self._member(key, inner) for key, inner in tree.entries.items() if key != "when"}
        return Group(forms, tree.keys, tree.location, head, self._when(tree))

    def _member(self, key: str, tree: Tree) -> Form:
        """What stands behind a key of an entity."""
        edge = self.edges.get(key)
        if edge is None:
            return self._form(key, tree, Slot(key in self.dates, self.dates.get(key, False), key == "id", key == "extends"))
        parts = [self._relationship(key, item) for item in (tree.items if isinstance(tree, Items) else (tree,))]
        return parts[0] if len(parts) == 1 else Several(tuple(parts), tree.location)

    def _relationship(self, key: str, tree: Tree) -> Form:
        if not isinstance(tree, Entries) or self._is_cell(tree):
            return self._form(key, tree, Slot(refers=True))
        if self._unquoted(tree):
            return Constant(tree)
        if "ref" not in tree.entries:
            self._problem(tree.location, f"an entry of {key} needs a ref", "add ref: with a column, an id or a key", rules.MISSING_KEY)
        edge = self.edges[key]
        self._unknown_keys(tree, ("ref", "when", *edge, *self.model.provenance))
        forms: dict[str, Form] = {}
        for name, inner in tree.entries.items():
            prop = edge.get(name)
            date = name in DATES or (prop is not None and prop.datatype is Datatype.EDTF)
            if name != "when":
                forms[name] = self._form(name, inner, Slot(date, prop is not None and prop.closes, refers=name in REFERRING))
        return Group(forms, tree.keys, tree.location, "ref" if "ref" in forms else "", self._when(tree))

    def _when(self, tree: Entries) -> tuple[Condition, ...]:
        return tuple(map(self._condition, self._mappings(tree, "when")))

    # -- values

    def _form(self, key: str, tree: Tree, slot: Slot) -> Form:
        match tree:
            case Text():
                return self._template(tree, slot)
            case Items():
                return Several(tuple(self._form(key, item, slot) for item in tree.items), tree.location)
        if self._unquoted(tree):
            return Constant(tree)
        if self._is_cell(tree):
            return self._cell(tree, slot)
        head = next((h for h in HEADS if h in tree.entries), "")
        forms = {k: self._form(k, v, Slot(date=k in self.dates)) for k, v in tree.entries.items() if k != "when"}
        return Group(forms, tree.keys, tree.location, head, self._when(tree))

    def _is_cell(self, tree: Tree) -> bool:
        """Whether a mapping says from which cell a value comes, and not what an entity file has there.

        One with a misspelt `column` is one, too: nothing else has its other keys.
        """
        if not isinstance(tree, Entries):
            return False
        if any(k in tree.entries for k in ("column", "bracket", "year")):
            return True
        return any(spelt_like(k) for k in tree.entries) and tree.entries.keys().isdisjoint((*HEADS, "id", "extends"))

    def _template(self, tree: Text, slot: Slot) -> Form:
        """Text with columns in braces; what stands in square brackets with one is left away where it is empty."""
        if not _BRACES.search(tree.text):
            return Constant(tree)
        pieces: list[Piece] = []
        at = 0
        for found in _OPTIONAL.finditer(tree.text):
            pieces += [_piece(tree.text[at : found.start()]), _piece(found[1], optional=True)]
            at = found.end()
        pieces.append(_piece(tree.text[at:]))
        return Template(tuple(p for p in pieces if p.text), slot.slug or slot.refers, tree.location, slot.refers)

    def _cell(self, tree: Entries, slot: Slot) -> Form:
        self._unknown_keys(tree, (*CELL_KEYS, *PARTS))
        column = self._text(tree, "column")
        terms = tree.entries.get("terms")
        keys = tuple(self._list(tree, "key"))
        for key in keys:
            if key not in self.keys:
                remedy = key_remedy(key, sorted(self.keys)) or f"write {', '.join(sorted(self.keys))}"
                self._problem(tree.entries["key"].location, f"{key[:40]!r} is not a key", remedy, rules.NO_KEY, key[:40])
        cls = self._text(tree, "class")
        if cls and cls not in self.model.classes:
            self._problem(
                tree.entries["class"].location, f"{cls[:40]!r} is not a class", suggest(cls, self.model.classes), rules.UNKNOWN_CLASS
            )
            cls = ""
        own = self._entries(tree.entries.get("exceptions"), "exceptions", EXCEPTIONS)
        exceptions = self._exceptions(own) if own else self.exceptions.get(column, {})
        return Cell(
            column=column,
            slot=slot,
            location=tree.location,
            split=self._text(tree, "split"),
            bracket=bool(self._flag(tree, "bracket")),
            pattern=self._pattern(tree, "match"),
            missing=self.missing | self._words(tree, "missing"),
            opens=(self.opens if slot.date else frozenset()) | self._words(tree, "open"),
            terms=self._terms(terms),
            otherwise=self._text(tree, "else") if "else" in tree.entries else None,
            default=self._text(tree, "default"),
            dates=self._patterns(tree),
            parts=tuple(self._text(tree, p) for p in PARTS if p in tree.entries),
            keys=keys,
            cls=cls,
            on=self._form("at", tree.entries["at"], Slot(date=True)) if "at" in tree.entries else None,
            exceptions=exceptions,
        )

    def _patterns(self, tree: Entries) -> tuple[str, ...]:
        found = tuple(self._list(tree, "date"))
        for pattern in found:
            try:
                compiled(pattern) if pattern != MESSY else None
            except PatternError as error:
                self._problem(tree.entries["date"].location, f"date: {error}", f"write DD/MM/YYYY, MMM YYYY or {MESSY}")
        return tuple(p for p in found if p == MESSY or "YYYY" in p)

    def _terms(self, tree: Tree | None) -> Mapping[str, str] | None:
        if tree is None:
            return None
        if not isinstance(tree, Entries):
            self._problem(tree.location, "terms must be a mapping of codes to what they mean", "write code: term")
            return None
        return {code: self._text(tree, code) for code in tree.entries}

    def _exceptions(self, tree: Entries) -> Mapping[str, tuple[Exempt, ...]]:
        """What codes mean: a reference or a term, or a list of them with the days on which each holds."""
        found: dict[str, tuple[Exempt, ...]] = {}
        for code, value in tree.entries.items():
            if isinstance(value, Text):
                found[code] = (Exempt(value.text),)
                continue
            given = value.items if isinstance(value, Items) else (value,)
            parts = [part for one in given if (part := self._entries(one, code[:60], PERIODS))]
            for part in parts:
                self._unknown_keys(part, ("means", "from", "until"))
            found[code] = tuple(Exempt(self._text(p, "means"), self._text(p, "from"), self._text(p, "until")) for p in parts)
        return found


def spelt_like(key: str) -> bool:
    """Whether a key is nearly `column`."""
    return nearest(key.lower(), ("column",), 75) is not None


def _those(names: Sequence[str]) -> str:
    return f"keys are {', '.join(names)}" if len(names) < MOST_NAMED else "`foedera new CLASS` and docs/ontology.md list them"


def _piece(text: str, *, optional: bool = False) -> Piece:
    return Piece(text, tuple(_BRACES.findall(text)), optional)


# --- columns


def columns_named(form: Form) -> Iterable[tuple[str, Location]]:
    """The columns that a form names, each with the place."""
    match form:
        case Template():
            yield from ((c, form.location) for p in form.pieces for c in p.columns)
        case Cell():
            yield from ((c, form.location) for c in (form.column, *form.parts) if c)
            if form.on:
                yield from columns_named(form.on)
        case Group():
            yield from ((c.column, c.location) for c in form.when)
            for inner in form.forms.values():
                yield from columns_named(inner)
        case Several():
            for inner in form.forms:
                yield from columns_named(inner)


def with_exceptions(mapping: TableMapping, more: Mapping[str, Mapping[str, tuple[Exempt, ...]]]) -> TableMapping:
    """The mapping with more exceptions, by column and code, in all its cells."""
    if not more:
        return mapping

    def add(form: Form) -> Form:
        match form:
            case Cell():
                return replace(form, exceptions={**more.get(form.column, {}), **form.exceptions})
            case Group():
                return replace(form, forms={k: add(f) for k, f in form.forms.items()})
            case Several():
                return replace(form, forms=tuple(map(add, form.forms)))
        return form

    entities = tuple(replace(g, forms={k: add(f) for k, f in g.forms.items()}) for g in mapping.entities)
    return replace(mapping, entities=entities)
