"""Tells readers when a load is being written, so that no answer mixes two states of the data.

Neo4j applies a commit record by record while others read, for seconds if it is large. So the data version is not written with the data.
Three transactions make a load:

1. `begin`: the property `turn` of the data version becomes odd, just before
2. the data are committed, with the version that they lead to, on the node that locks loads;
3. `end`, once that commit has returned: the version is written, and `turn` is even again.

`turn` only grows. A statement that reads the same even turn as was read before it began saw one state. It also tells which side of the
store readers use (graph.sides): a load that filled the other one ends with a turn of that side. A load that was killed between two
of them is finished by `settle`: when the next load begins, a server or a query starts, or by a server that waits for it.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

import neo4j

from graph.sides import TURN, flipped
from ontology.stored import DATA_VERSION, LOAD_LOCK

_DATA = f"(v:{DATA_VERSION} {{id: 'current'}})"
_LOCK = f"(l:{LOAD_LOCK} {{id: 'current'}})"
LOCK = f"MERGE {_LOCK} SET l.locked = timestamp()"
# Two stores have no turn in common: a reader may go from one to another at the same address.
BEGIN = f"MERGE {_DATA} SET v.turn = CASE coalesce(v.turn, $first) % 2 WHEN 0 THEN coalesce(v.turn, $first) + 1 ELSE v.turn END"
COMMIT = f"MATCH {_LOCK} SET l.turn = $turn, l.next = $next, l.version = $version, l.derivation = $derivation REMOVE l.locked"
END = f"MATCH {_DATA} WHERE v.turn = $turn SET v.version = $version, v.derivation = $derivation, v.turn = $next"
# What the lock says is of this turn only if the data were committed.
SETTLE = f"""MATCH {_DATA} WHERE v.turn % 2 = 1 OPTIONAL MATCH {_LOCK}
    SET v.version = CASE l.turn WHEN v.turn THEN l.version ELSE v.version END,
        v.derivation = CASE l.turn WHEN v.turn THEN l.derivation ELSE v.derivation END
    SET v.turn = CASE l.turn WHEN v.turn THEN coalesce(l.next, v.turn + 1) ELSE v.turn + 1 END"""
SETTLE_SECONDS = 1.0
"""How long to wait for a load that seems to have been killed, to find out whether it goes on."""
Transaction = neo4j.Transaction | neo4j.ManagedTransaction


@dataclass(frozen=True, slots=True)
class Pending:
    """A turn that is being written, the one that follows it, and the state of the data that it leads to."""

    turn: int
    next: int
    version: str
    derivation: str


class Turn:
    """The loads of one store, to be written while readers look on."""

    def __init__(self, driver: neo4j.Driver, database: str) -> None:
        self.driver = driver
        self.database = database

    def lock(self, tx: Transaction) -> None:
        """Make other loads wait until `tx` ends, and finish one that was killed. Readers do not notice."""
        _run(tx, LOCK)
        self._write(SETTLE)

    def begin(self, tx: Transaction, version: str, derivation: str, *, flip: bool = False) -> Pending:
        """The turn in which `tx`, which is about to commit, leads to `version`. From now on readers wait.

        `flip`: to the other side of the store.
        """
        self._write(BEGIN, first=2 * secrets.randbelow(2**40))
        with self._session() as session:
            turn = int(session.run(TURN).single(strict=True)["turn"])
        pending = Pending(turn, flipped(turn + 1) if flip else turn + 1, version, derivation)
        _run(tx, COMMIT, **asdict(pending))
        return pending

    def end(self, pending: Pending) -> None:
        """Readers may go on, with the new version. Only after the commit has returned."""
        self._write(END, **asdict(pending))

    def put(self, version: str, derivation: str) -> None:
        """Write a version for data that were committed before, while nobody looked on."""

        def alone(tx: neo4j.ManagedTransaction) -> Pending:
            self.lock(tx)
            return self.begin(tx, version, derivation)

        with self._session() as session:
            pending = session.execute_write(alone)
        self.end(pending)

    def settle(self, seconds: float) -> bool:
        """Finish a load that was killed; whether readers may go on. Waits for so long to find out that the load itself goes on.

        A user without the right to write leaves it to others. Raises DriverError.
        """
        with self._session() as session:
            found = session.run(TURN).single()
            if found is None or not is_odd(found["turn"]):
                return True
            try:
                with session.begin_transaction(timeout=seconds) as tx:
                    _run(tx, LOCK)
                    _run(tx, SETTLE)
                    tx.commit()
            except neo4j.exceptions.Neo4jError:
                return False
            return True

    def _session(self) -> neo4j.Session:
        return self.driver.session(database=self.database)

    def _write(self, text: str, **parameters: object) -> None:
        with self._session() as session:
            session.execute_write(lambda tx: _run(tx, text, **parameters))


def is_odd(turn: int | None) -> bool:
    """Whether a load is being written. Stores of before know no turns."""
    return (turn or 0) % 2 == 1


def _run(tx: Transaction, text: str, **parameters: object) -> None:
    tx.run(text, parameters).consume()
