"""A connection to a store over Bolt, whichever engine answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Self, TypeAlias, TypeVar

import neo4j

from kg.errors import StoreAuthError
from kg.store.codec import plain
from kg.store.embedded import DATABASE, ROOT, EmbeddedEngine, open_engine
from kg.store.faults import CHECK_OWNER, CHECK_SERVER, query_faults, store_faults
from kg.store.folder import READER, StoreFolder
from kg.store.records import Dialect

Row: TypeAlias = dict[str, Any]
T = TypeVar("T")

_CONNECT_TIMEOUT_S = 10.0
_CONFLICT_PAUSES_S = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)


class Connection:
    """Drivers for writing and for reading, with the address that messages name."""

    def __init__(
        self, address: str, *, database: str, writer: neo4j.Driver, reader: neo4j.Driver, engine: EmbeddedEngine | None
    ) -> None:
        self.address = address
        self.engine = engine
        self._database = database
        self._writer = writer
        self._reader = reader

    @classmethod
    def to_server(cls, uri: str, *, user: str, password: str | None, database: str) -> Self:
        """Return a connection to a Neo4j server that has answered.

        Raises:
            StoreUnavailableError: No answer.
            StoreAuthError: The server refuses the user or the password.
        """
        with ExitStack() as undo, store_faults(uri):
            driver = undo.enter_context(_driver(uri, user, password))
            driver.verify_connectivity()
            undo.pop_all()
        return cls(uri, database=database, writer=driver, reader=driver, engine=None)

    @classmethod
    def to_folder(cls, path: str) -> Self:
        """Return a connection to the embedded engine of a folder; see `open_engine`."""
        with ExitStack() as undo:
            engine = open_engine(path)
            undo.callback(engine.close)
            uri, credentials = engine.uri, engine.credentials
            writer = undo.enter_context(_driver(uri, ROOT, credentials.root))
            reader = undo.enter_context(_driver(uri, READER, credentials.reader))
            try:
                with store_faults(path):
                    writer.verify_connectivity()
                    reader.verify_connectivity()
            except StoreAuthError as err:
                raise StoreFolder(path).refused_passwords() from err
            undo.pop_all()
        return cls(path, database=DATABASE, writer=writer, reader=reader, engine=engine)

    @property
    def dialect(self) -> Dialect:
        """Which engine answers."""
        return Dialect.NEO4J if self.engine is None else Dialect.EMBEDDED

    def close(self) -> None:
        """Close the drivers, then let go of the engine."""
        self._writer.close()
        self._reader.close()
        if self.engine is not None:
            self.engine.close()

    def write(self, statement: str, **parameters: object) -> neo4j.SummaryCounters:
        """Run one statement in a managed transaction, which is tried again when it meets another writer."""
        return self.transact(lambda transaction: run(transaction, statement, **parameters)[1])

    def transact(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Return what a function of a transaction returns; all that it wrote is kept, or nothing."""
        with self._faults(), self._writer.session(database=self._database) as session:
            for pause_s in _CONFLICT_PAUSES_S:
                try:
                    return session.execute_write(work)
                except neo4j.exceptions.ConstraintError:
                    # Two writers have merged the same id at once. The driver tries again after a deadlock, which is
                    # how Neo4j tells; the embedded engine tells of the duplicate, and only the later one of the two.
                    time.sleep(pause_s)
            return session.execute_write(work)

    def declare(self, statement: str) -> None:
        """Run one statement that changes the schema of a server, in a transaction of its own."""
        with self._faults(), self._writer.session(database=self._database) as session:
            session.run(statement).consume()

    def read(self, statement: str, **parameters: object) -> list[Row]:
        """Return the rows of one of our own statements."""
        with self._faults(), self._writer.session(database=self._database) as session:
            return session.execute_read(lambda transaction: run(transaction, statement, **parameters)[0])

    def query(self, text: str, parameters: Mapping[str, object], *, timeout_s: float | None) -> list[dict[str, object]]:
        """Return the rows of a caller's statement, in plain values; it can only read.

        Neo4j refuses to write in a session for reading. The embedded engine does not; there the user may only read.
        """
        with (
            self._faults(),
            query_faults(timeout_s=timeout_s),
            self._reader.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout_s) as transaction,
        ):
            records = list(transaction.run(text, dict(parameters)))
        return [{key: plain(value) for key, value in dict(record).items()} for record in records]

    def _faults(self) -> AbstractContextManager[None]:
        return store_faults(self.address, next_step=CHECK_SERVER if self.engine is None else CHECK_OWNER)


def run(
    transaction: neo4j.ManagedTransaction, statement: str, **parameters: object
) -> tuple[list[Row], neo4j.SummaryCounters]:
    """Return the rows of a statement and the counts of what it changed."""
    result = transaction.run(statement, parameters)
    rows = [dict(record) for record in result]
    return rows, result.consume().counters


def _driver(uri: str, user: str, password: str | None) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        uri,
        auth=neo4j.basic_auth(user, password or ""),
        connection_timeout=_CONNECT_TIMEOUT_S,
        notifications_min_severity="OFF",
    )
