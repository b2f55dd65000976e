"""The graph in a database: one implementation over the Neo4j driver, for a server and for the embedded engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import StoreError
from kg.graph import KnowledgeGraph, Node, PaperConcept, Relationship, RelationshipKey
from kg.store import cypher, reading, writing
from kg.store.address import is_server
from kg.store.connection import Connection
from kg.store.folder import holds_store
from kg.store.records import Dialect, GraphCounts, SearchHit, WriteReport
from kg.store.setup import set_up
from ontology.schema import load_schema
from ontology.terms import NodeLabel, RelationType


class GraphStore:
    """A graph of papers in a database; `open_store` makes one, ``close`` or the end of a ``with`` block ends it.

    Every method raises `StoreError` or one of its kind when the store fails.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._schema = load_schema()

    def __repr__(self) -> str:
        return f"GraphStore({self.address!r}, dialect={self.dialect.value!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, and stop the embedded engine unless somebody else in this process uses it."""
        self._connection.close()

    @property
    def dialect(self) -> Dialect:
        """Which engine answers."""
        return self._connection.dialect

    @property
    def address(self) -> str:
        """The path or URI of the store."""
        return self._connection.address

    def upsert(self, graph: KnowledgeGraph) -> WriteReport:
        """Write a graph: what the store holds of it already is replaced with all its properties, nothing is doubled.

        The digests of papers come last. So a write that breaks off leaves papers without digest, and the next build
        sees which ones to write again.

        Raises:
            StoreError: A relationship starts or ends at a node that is neither in the graph nor in the store.
        """
        return writing.upsert(self._connection, self._schema, graph)

    def delete_papers(self, ids: Iterable[str]) -> int:
        """Delete papers with their results and relationships; return how many papers there were."""
        return writing.delete_papers(self._connection, ids)

    def clear_papers(self, ids: Iterable[str]) -> None:
        """Delete the results and relationships of papers, and their digests; what was extracted from them stays.

        So when the write that should follow breaks off, the papers can be written again without their sources.
        """
        writing.clear_papers(self._connection, ids)

    def delete_relationships(self, keys: Iterable[RelationshipKey]) -> int:
        """Delete relationships; return how many there were."""
        return writing.delete_relationships(self._connection, self._schema, keys)

    def delete_orphans(self) -> int:
        """Delete the concepts that no paper, no result and no narrower concept which stays points to.

        Returns:
            How many there were.
        """
        return writing.delete_orphans(self._connection)

    def query(
        self, text: str, parameters: Mapping[str, object] | None = None, *, timeout_s: float | None = None
    ) -> list[dict[str, object]]:
        """Return the records of a Cypher statement, which can only read.

        Nodes, relationships, paths, dates and points come as plain values that JSON knows.

        Args:
            text: The statement.
            parameters: Values for its ``$names``.
            timeout_s: Neo4j ends the statement after this time; the embedded engine cannot, and runs it to its end.

        Raises:
            QueryError: The statement is wrong, writes, or takes too long.
        """
        return self._connection.query(text, parameters or {}, timeout_s=timeout_s)

    def read_graph(self) -> KnowledgeGraph:
        """Return everything, equal to what was written."""
        return reading.read_graph(self._connection, self._schema)

    def read_nodes(self, label: NodeLabel, *, ids: Collection[str] | None = None) -> list[Node]:
        """Return the nodes with a label, sorted by id.

        Args:
            label: Any label; Concept gives concepts of all types.
            ids: If given, only nodes with one of these ids; one that the store does not hold is left out.
        """
        return reading.read_nodes(self._connection, self._schema, label, ids=ids)

    def read_relationships(self, relation_type: RelationType) -> list[Relationship]:
        """Return the relationships of one type, sorted by their ends."""
        return reading.read_relationships(self._connection, self._schema, relation_type)

    def digests(self) -> dict[str, str]:
        """Return the digest of every paper that was written to the end: paper id -> digest."""
        return {row["id"]: row["digest"] for row in self._connection.read(cypher.READ_DIGESTS)}

    def unfinished_papers(self) -> list[str]:
        """Return the ids of papers whose last write broke off, sorted."""
        return [row["id"] for row in self._connection.read(cypher.READ_UNFINISHED)]

    def paper_concepts(self) -> list[PaperConcept]:
        """Return every relationship from a paper to a concept, sorted, without evidence."""
        return reading.read_paper_concepts(self._connection, self._schema)

    def counts(self) -> GraphCounts:
        """Return how much the store holds, by label and relationship type."""
        return reading.read_counts(self._connection)

    def search(self, text: str, *, limit: int = 10) -> list[SearchHit]:
        """Return the papers and concepts whose title, abstract or name hold a text's words, best first.

        A word may end in a star for any ending; words in double quotes stand side by side. Where nothing holds all
        words, what holds some of them is found.
        """
        return reading.search(self._connection, text, limit=limit)


def open_store(
    target: str | Path = "kg.db",
    *,
    password: str | None = None,
    user: str = "neo4j",
    database: str = "neo4j",
    create: bool = True,
) -> GraphStore:
    """Return the store at an address, set up and ready.

    Args:
        target: ``neo4j://...``, ``bolt://...`` or the same with ``+s`` or ``+ssc`` is a server; anything else is the
            folder of an embedded store.
        password: For a server; the embedded store keeps its own.
        user: For a server.
        database: For a server.
        create: Make the embedded store where there is none.

    Raises:
        StoreUnavailableError: No answer, or no embedded engine for this platform.
        StoreAuthError: The server refuses the user or the password.
        StoreLockedError: Another process holds the embedded store and does not answer.
        StoreVersionError: The store holds a graph of another schema version, or somebody else's.
        StoreError: The path is no folder of a store, or without `create` holds none.
    """
    address = str(target)
    with ExitStack() as undo:
        if is_server(address):
            connection = Connection.to_server(address, user=user, password=password, database=database)
        elif create or holds_store(address) or Path(address).is_file():
            connection = Connection.to_folder(address)
        else:
            raise StoreError(f"there is no store in {address}; kg build makes one, --store names another")
        undo.callback(connection.close)
        set_up(connection, load_schema())
        undo.pop_all()
    return GraphStore(connection)
