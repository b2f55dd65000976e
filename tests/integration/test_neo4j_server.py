"""A real Neo4j: what only a server can get wrong."""

from __future__ import annotations

import pytest
from store_targets import StoreTarget

from kg.errors import QueryError, StoreAuthError, StoreUnavailableError
from kg.graph import KnowledgeGraph
from kg.store import Dialect, open_store

pytestmark = pytest.mark.neo4j


def test_wrong_password_is_refused_without_being_shown(neo4j_target: StoreTarget) -> None:
    with pytest.raises(StoreAuthError, match="refuses the user or the password; set KG_NEO4J_PASSWORD") as raised:
        open_store(neo4j_target.address, password="open sesame")
    assert "sesame" not in str(raised.value)


def test_missing_password_is_refused(neo4j_target: StoreTarget) -> None:
    with pytest.raises(StoreAuthError, match=neo4j_target.address):
        open_store(neo4j_target.address)


def test_unknown_database_is_named(neo4j_target: StoreTarget) -> None:
    with pytest.raises(StoreUnavailableError, match=r"has no such database: .*nowhere"):
        open_store(neo4j_target.address, password=neo4j_target.password, database="nowhere")


def test_routing_address_reaches_the_same_store(neo4j_target: StoreTarget, small_graph: KnowledgeGraph) -> None:
    with open_store(neo4j_target.address.replace("bolt://", "neo4j://"), password=neo4j_target.password) as store:
        neo4j_target.empty()
        store.upsert(small_graph)
        assert store.dialect is Dialect.NEO4J
    with neo4j_target.open() as store:
        assert store.read_graph() == small_graph


def test_query_ends_at_its_time_limit(neo4j_target: StoreTarget) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*) AS n"
    with (
        neo4j_target.open() as store,
        pytest.raises(QueryError, match=r"^the query took longer than 0\.5 s and was ended; narrow it"),
    ):
        store.query(endless, timeout_s=0.5)


def test_query_cannot_write_in_a_transaction_of_its_own(neo4j_target: StoreTarget) -> None:
    with neo4j_target.open() as store, pytest.raises(QueryError):
        store.query("UNWIND range(1, 3) AS i CALL (i) { CREATE (:Tmp {i: i}) } IN TRANSACTIONS OF 1 ROWS")
    assert neo4j_target.run("MATCH (t:Tmp) RETURN t") == []


def test_lost_index_is_made_again(neo4j_target: StoreTarget) -> None:
    neo4j_target.open().close()
    neo4j_target.run("DROP INDEX paper_text")
    neo4j_target.open().close()
    rows = neo4j_target.run("SHOW INDEXES YIELD name, state WHERE name = 'paper_text' RETURN name, state")
    assert rows == [{"name": "paper_text", "state": "ONLINE"}]


def test_ids_are_unique_by_constraint(neo4j_target: StoreTarget) -> None:
    neo4j_target.open().close()
    rows = neo4j_target.run("SHOW CONSTRAINTS YIELD name, type RETURN name, type ORDER BY name")
    labels = ("concept", "dataset", "hardware", "method", "metric", "paper", "result", "schemaversion", "task")
    assert rows == [{"name": f"{label}_id", "type": "UNIQUENESS"} for label in labels]
