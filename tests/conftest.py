"""Fixtures for all tests: the two stores, empty or filled once, and a small graph to put into them.

A test that takes `store` or `module_store` runs twice, on the embedded engine and on a real Neo4j. The Neo4j is the one
at KG_TEST_NEO4J_URI (with KG_TEST_NEO4J_PASSWORD; its database is emptied), else one that starts here from Maven
Central's jars with a JDK 17, see `neo4j_server`. Without either the Neo4j half is skipped; with CI=true it fails.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NoReturn

import pytest
from neo4j_server import NoServerError, running_server
from store_targets import StoreTarget, driver_for, embedded_driver

from kg.graph import KnowledgeGraph, Node, Relationship
from kg.store import GraphStore, open_store
from ontology.terms import NodeLabel, RelationType


def _skip_or_fail(reason: str) -> NoReturn:
    """Skip a test whose means are not here; in CI they must be."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreTarget]:
    """The Neo4j of the tests, set up as a store."""
    with ExitStack() as stack:
        uri, password = os.environ.get("KG_TEST_NEO4J_URI"), os.environ.get("KG_TEST_NEO4J_PASSWORD", "")
        if uri is None:
            try:
                server = stack.enter_context(running_server(tmp_path_factory.mktemp("neo4j")))
            except NoServerError as err:
                _skip_or_fail(f"no Neo4j to test on: {err}; set KG_TEST_NEO4J_URI, or install a JDK 17 and Maven")
            uri, password = server.uri, server.password
        driver = stack.enter_context(driver_for(uri, "neo4j", password))
        target = StoreTarget(uri, password, driver)
        target.run("MATCH (n) DETACH DELETE n")
        yield target


@pytest.fixture(scope="session")
def embedded_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreTarget]:
    """An embedded store whose engine runs as long as the tests."""
    folder = tmp_path_factory.mktemp("embedded") / "kg.db"
    with open_store(folder), embedded_driver(folder) as driver:
        yield StoreTarget(str(folder), None, driver)


@pytest.fixture(scope="session", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store_target(request: pytest.FixtureRequest) -> StoreTarget:
    """Each of the two stores."""
    target: StoreTarget = request.getfixturevalue(f"{request.param}_target")
    return target


@pytest.fixture
def store(store_target: StoreTarget) -> Iterator[GraphStore]:
    """An open, empty store."""
    with store_target.open() as store:
        store_target.empty()
        yield store


@pytest.fixture(scope="module")
def module_store(store_target: StoreTarget) -> Iterator[GraphStore]:
    """An open store that is empty at the start of a module, for tests that fill it once and only read."""
    with store_target.open() as store:
        store_target.empty()
        yield store


@pytest.fixture(scope="session")
def small_graph() -> KnowledgeGraph:
    """Two papers, concepts of all types, a result and a link; awkward text, a zero, a False and empty lists."""
    return KnowledgeGraph.of(_small_nodes(), _small_relationships())


def _small_nodes() -> list[Node]:
    def concept(label: NodeLabel, name: str, **properties: object) -> Node:
        node_id = f"{label.value.lower()}:{name.lower()}"
        uri = f"https://w3id.org/scholargraph/id/{node_id}"
        shared = {"name": name, "aliases": (), "uri": uri, "coined": False, "n_papers": 1, "first_seen": "2024-05-01"}
        return Node(node_id, label, shared | properties)

    def paper(node_id: str, title: str, abstract: str, **properties: object) -> Node:
        shared = {"authors": (), "categories": (), "sources": ("a.txt",), "n_concepts": 3, "digest": f"d-{node_id}"}
        return Node(node_id, NodeLabel.PAPER, {"title": title, "abstract": abstract} | shared | properties)

    return [
        paper(
            "arxiv:2405.00001",
            "Tidal: Linear Attention for Rivers",
            "We propose Tidal. On FlowBench it reaches 91.5% accuracy on one A100.",
            authors=("Ana Núñez", "李 雷"),
            published="2024-05-01",
            categories=("cs.LG",),
            url="https://arxiv.org/abs/2405.00001",
        ),
        paper("title:00aa11bb22cc33dd", "", 'A "quoted" abstract\nwith two lines about flow forecasting.'),
        concept(NodeLabel.METHOD, "Tidal", aliases=("TIDAL", "潮"), coined=True, kind="model"),
        concept(NodeLabel.METHOD, "attention", n_papers=0),
        concept(NodeLabel.DATASET, "FlowBench"),
        concept(NodeLabel.METRIC, "accuracy", higher_is_better=True, unit="PERCENT"),
        concept(NodeLabel.HARDWARE, "A100", vendor="NVIDIA", kind="gpu", memory_gb=40.0),
        concept(NodeLabel.TASK, "forecasting", n_papers=2),
        Node(
            "result:0123456789abcdef",
            NodeLabel.RESULT,
            {"value": 91.5, "unit": "PERCENT", "raw": "91.5%", "comparator": "~", "delta": False},
        ),
    ]


def _small_relationships() -> list[Relationship]:
    first, second, result = "arxiv:2405.00001", "title:00aa11bb22cc33dd", "result:0123456789abcdef"
    found = [
        (RelationType.INTRODUCES, "method:tidal"),
        (RelationType.EVALUATES_ON, "dataset:flowbench"),
        (RelationType.REPORTS, "metric:accuracy"),
        (RelationType.RUNS_ON, "hardware:a100"),
        (RelationType.ADDRESSES, "task:forecasting"),
        (RelationType.HAS_RESULT, result),
    ]
    of_result = [
        (RelationType.OF_METRIC, "metric:accuracy"),
        (RelationType.ON_DATASET, "dataset:flowbench"),
        (RelationType.OF_METHOD, "method:tidal"),
    ]
    link = {"weight": 1.0, "n_shared": 1, "concepts": ("task:forecasting",)}
    return [
        *(Relationship(relation, first, end, _evidence("We propose Tidal.")) for relation, end in found),
        *(Relationship(relation, result, end) for relation, end in of_result),
        Relationship(RelationType.MENTIONS, second, "task:forecasting", _evidence("one", "two", confidence=1.0)),
        Relationship(RelationType.BROADER, "method:tidal", "method:attention"),
        Relationship(RelationType.SHARES_CONCEPTS, first, second, link),
    ]


def _evidence(*quotes: str, confidence: float = 0.9) -> dict[str, object]:
    return {
        "confidence": confidence,
        "n_mentions": len(quotes),
        "quotes": quotes,
        "starts": tuple(10 * i for i in range(len(quotes))),
        "ends": tuple(10 * i + 4 for i in range(len(quotes))),
        "extractors": ("concept_tagger_fast@1.0",) * len(quotes),
        "version": "0.1.0",
    }
