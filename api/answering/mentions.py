"""Which of the things that an operation names exist, which are known by another id today, and what was probably meant by the others.

References are looked up once for a state of the data. One that was found costs nothing more; what a field itself found by a key is not
looked up. Suggestions are asked for only when something does not exist, and only for a moment.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.answer_warnings import SHOWN_LETTERS, AnswerWarning, WarningCode, bounded
from api.language.compiling.mentions import Mention, Place
from common.errors import StoreError
from graph.reading import Runner, no_data
from ontology import Class, Kind, Model
from queries.references import ANYTHING, ID, Reference, lookup
from queries.statement import render
from queries.suggestions import Candidate, Missing, in_words, suggesting

log = logging.getLogger(__name__)
# A search takes some ten milliseconds; one that Neo4j has never planned, a second.
SUGGESTION_SECONDS = 3.0
# Suggestions for one operation; each is a search.
MOST_SUGGESTIONS = 5
# So many known references take some ten megabytes.
MOST_KNOWN = 50_000
ENTITY_IDS = ((Kind.ENTITY.value, ID), (ANYTHING, ID))
UNKNOWN = {
    Place.KEY: WarningCode.UNKNOWN_KEY,
    Place.NODE: WarningCode.UNKNOWN_KEY,
    Place.FILTER: WarningCode.UNKNOWN_VALUE,
    Place.DATASETS: WarningCode.UNKNOWN_DATASET,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """`today` has the id of today for each former id that was named. `cut`: there was no time for suggestions.

    `version` is the state of the data in which was looked up, if anything was.
    """

    today: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[AnswerWarning, ...] = ()
    cut: bool = False
    version: str | None = None


@dataclass(slots=True)
class _State:
    """What is known of one state of the data: the class of what a reference names."""

    version: str | None
    classes: dict[Reference, str] = field(default_factory=dict)


class Mentions:
    """Resolves what operations name."""

    def __init__(self, store: Runner, model: Model) -> None:
        self.store = store
        self.model = model
        self._state = _State(None)

    async def resolve(self, mentions: Sequence[Mention], version: str) -> Resolved:
        """What became of the mentions in the data of `version`. Raises StoreError."""
        if not mentions:
            return Resolved()
        state = self._at(version)
        classes, today, seen = state.classes, dict[str, str](), None
        if unknown := {m.reference.plain for m in mentions} - classes.keys():
            found, today, seen = await self._look_up(unknown)
            classes = classes | found
        warned = [(m, w) for m in mentions if (w := self._warning(m, classes, today))]
        hints = await self._suggestions([Missing(m.reference, m.cls) for m, warning in warned if warning.hint is None], version)
        complete = [replace(w, hint=w.hint or (hints or {}).get(Missing(m.reference, m.cls))) for m, w in warned]
        return Resolved(today, bounded(complete), hints is None, seen)

    def _at(self, version: str) -> _State:
        if self._state.version != version or len(self._state.classes) > MOST_KNOWN:
            self._state = _State(version)
        return self._state

    async def _look_up(self, references: Iterable[Reference]) -> tuple[dict[Reference, str], dict[str, str], str]:
        """The classes of those that exist, the ids of today of the others, and the data version. Raises StoreError."""
        statement = lookup(references)
        row = await self.store.row(statement.text, statement.parameters)
        if row is None:
            raise no_data()
        classes, today, version = statement.read(row)
        if version == self._state.version:
            self._state.classes |= classes
        return classes, today, version

    def _warning(self, mention: Mention, classes: Mapping[Reference, str], today: Mapping[str, str]) -> AnswerWarning | None:
        """What is to be said of a mention, without a suggestion."""
        reference, value = mention.reference.plain, mention.reference.value[:SHOWN_LETTERS]
        if (reference.owner, reference.key) in ENTITY_IDS and (new := today.get(reference.value)):
            return AnswerWarning(WarningCode.FORMER_ID, mention.path, f'"{value}" is a former id of "{new}"', f'use "{new}"')
        found = classes.get(reference)
        if found is None:
            return AnswerWarning(UNKNOWN[mention.place], mention.path, _message(mention, value))
        if reference.shared:
            hint = f'{mention.cls.plural}(filter: {{{reference.key}: {{has: "{value}"}}}}) lists those that ever had it'
            message = f'no {_label(mention.cls)} had the {reference.key} "{value}" at the time asked for'
            return AnswerWarning(WarningCode.NOT_THEN, mention.path, message, hint)
        if found in mention.cls.concrete or mention.place is Place.NODE:
            return None
        asked = self.model.classes[found].singular if found in self.model.classes else None
        hint = f'ask for {asked}(key: {{{reference.key}: "{value}"}})' if asked else "it is not one of Foedera's"
        return AnswerWarning(WarningCode.OTHER_CLASS, mention.path, f'"{value}" is of class {found}, not {mention.cls.name}', hint)

    async def _suggestions(self, missing: Sequence[Missing], version: str) -> Mapping[Missing, str] | None:
        """What was probably meant, in words; None when the store does not say in time, or of another state of the data."""
        found = await self.nearest(missing, version)
        return None if found is None else {one: in_words(one, candidate) for one, candidate in found.items()}

    async def nearest(self, missing: Sequence[Missing], version: str | None = None) -> Mapping[Missing, Candidate] | None:
        """What was probably meant, by one statement; None when the store does not say in time, or of another state than `version`."""
        if not missing:
            return {}
        asking = suggesting(list(dict.fromkeys(missing))[:MOST_SUGGESTIONS], self.model)
        statement = render(asking.statement)
        try:
            async with asyncio.timeout(SUGGESTION_SECONDS):
                row = await self.store.row(statement.text, statement.parameters)
        except (StoreError, TimeoutError) as error:
            log.info("no suggestions: %s", error or type(error).__name__)
            return None
        *found, seen = statement.answers(row) if row else [None]
        return asking.nearest([*found, seen]) if version in (None, seen) else None


def _message(mention: Mention, value: str) -> str:
    cls, key = mention.cls, mention.reference.key
    match mention.place:
        case Place.KEY:
            return f'there is no {_label(cls)} with the {key} "{value}"'
        case Place.NODE:
            return f'nothing has the id "{value}"'
        case Place.DATASETS:
            return f'there is no dataset "{value}"'
        case Place.FILTER:
            return f'nothing has the {key} "{value}" that a filter names'


def _label(cls: Class) -> str:
    return cls.label[0].lower() + cls.label[1:]
