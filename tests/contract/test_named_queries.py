"""Every query of the library on every store: the same exact answers, on a small graph made by hand.

The graph holds every label and relationship type, aliases, a hierarchy, a paper without date, a result without number,
and ties. The answers are in ``tests/golden/named_queries.json``; each was checked against the graph below.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.check import check_graph
from kg.graph import KnowledgeGraph, Node, Properties, Relationship
from kg.queries import load_queries, run_query
from kg.store import GraphStore
from ontology.namespaces import node_iri
from ontology.terms import RESULT_RELATIONS, ConceptType, NodeLabel, RelationType

_GOLDEN = Path(__file__).parents[1] / "golden" / "named_queries.json"
_CASES: list[dict[str, Any]] = json.loads(_GOLDEN.read_text(encoding="utf-8"))

# Concept id: name, aliases, number of papers, first seen, further properties.
_CONCEPTS: dict[str, tuple[str, tuple[str, ...], int, str | None, Properties]] = {
    "method:alpha": ("Alpha", ("Alpha Net",), 4, "2020-01-05", {}),
    "method:beta": ("Beta", (), 2, "2020-02-10", {}),
    "method:attention": ("attention", ("attention mechanism",), 2, "2020-02-10", {"kind": "algorithm"}),
    "method:linear-attention": ("linear attention", (), 2, "2020-01-05", {}),
    "dataset:qm9": ("QM9", ("Quantum Machines 9",), 3, "2020-01-05", {}),
    "dataset:zinc": ("ZINC", (), 2, "2020-01-05", {}),
    "dataset:zinc-250k": ("ZINC-250K", (), 1, "2021-03-15", {}),
    "metric:accuracy": ("accuracy", ("Acc",), 2, "2020-02-10", {"higher_is_better": True, "unit": "PERCENT"}),
    "metric:mae": ("MAE", ("mean absolute error",), 2, "2020-01-05", {"higher_is_better": False}),
    "metric:speedup": ("speedup", (), 1, "2020-01-05", {"higher_is_better": True}),
    "hardware:cpu": ("CPU", (), 1, "2021-03-15", {"kind": "cpu"}),
    "hardware:gpu": ("GPU", ("graphics processing unit",), 1, "2021-03-15", {"kind": "gpu"}),
    "hardware:nvidia-a100": (
        "NVIDIA A100",
        ("A100",),
        1,
        "2020-01-05",
        {"kind": "gpu", "vendor": "NVIDIA", "memory_gb": 40.0},
    ),
    "task:property-prediction": ("property prediction", (), 2, "2020-02-10", {}),
    "task:molecular-property-prediction": ("molecular property prediction", (), 1, "2020-01-05", {}),
}

# Paper id: title, date, authors.
_PAPERS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "arxiv:2001.00001": ("Alpha: Attention in Linear Time", "2020-01-05", ("Ada Lovelace", "Alan Turing")),
    "arxiv:2002.00002": ("Beta Attends to Molecules", "2020-02-10", ("Ada Lovelace",)),
    "arxiv:2103.00003": ("Alpha and Beta on One Benchmark", "2021-03-15", ("Grace Hopper",)),
    "title:00000000000000aa": ("Undated Notes", None, ()),
}
_ALPHA, _BETA, _BENCHMARK, _NOTES = _PAPERS

# Paper, relation, concept, confidence, spans as (quote, start, end).
_Span = tuple[str, int, int]
_RELATIONS: list[tuple[str, str, str, float, list[_Span]]] = [
    (
        _ALPHA,
        "INTRODUCES",
        "method:alpha",
        0.95,
        [("Alpha: Attention in Linear Time", 0, 5), ("We propose Alpha.", 43, 48)],
    ),
    (_ALPHA, "USES", "method:linear-attention", 0.8, [("It rests on linear attention.", 63, 79)]),
    (_ALPHA, "EVALUATES_ON", "dataset:qm9", 0.9, [("We evaluate on QM9 and ZINC.", 96, 99)]),
    (_ALPHA, "EVALUATES_ON", "dataset:zinc", 0.9, [("We evaluate on QM9 and ZINC.", 104, 108)]),
    (_ALPHA, "REPORTS", "metric:mae", 0.85, [("The MAE on QM9 is 0.12.", 114, 117)]),
    (_ALPHA, "REPORTS", "metric:speedup", 0.7, [("An A100 gives a 2x speedup.", 153, 160)]),
    (_ALPHA, "RUNS_ON", "hardware:nvidia-a100", 0.9, [("An A100 gives a 2x speedup.", 137, 141)]),
    (
        _ALPHA,
        "ADDRESSES",
        "task:molecular-property-prediction",
        0.6,
        [("Molecular property prediction is slow.", 162, 191)],
    ),
    (_BETA, "INTRODUCES", "method:beta", 0.95, [("Beta Attends to Molecules", 0, 4)]),
    (_BETA, "USES", "method:alpha", 0.75, [("Beta extends Alpha by attention.", 39, 44)]),
    (_BETA, "USES", "method:attention", 0.75, [("Beta extends Alpha by attention.", 48, 57)]),
    (_BETA, "EVALUATES_ON", "dataset:qm9", 0.9, [("On QM9 the MAE falls to 0.1.", 62, 65)]),
    (_BETA, "REPORTS", "metric:accuracy", 0.5, [("The accuracy stays above 91%.", 92, 100)]),
    (_BETA, "REPORTS", "metric:mae", 0.85, [("On QM9 the MAE falls to 0.1.", 70, 73)]),
    (_BETA, "ADDRESSES", "task:property-prediction", 0.6, [("Beta does property prediction.", 128, 147)]),
    (_BETA, "COMPARES_WITH", "method:linear-attention", 0.65, [("It beats linear attention.", 160, 176)]),
    (_BENCHMARK, "INTRODUCES", "dataset:zinc-250k", 0.8, [("We release ZINC-250K.", 44, 53)]),
    (_BENCHMARK, "USES", "method:alpha", 0.7, [("Alpha and Beta on One Benchmark", 0, 5)]),
    (_BENCHMARK, "USES", "method:beta", 0.7, [("Alpha and Beta on One Benchmark", 10, 14)]),
    (_BENCHMARK, "COMPARES_WITH", "method:attention", 0.4, [("Plain attention is a baseline.", 61, 70)]),
    (_BENCHMARK, "EVALUATES_ON", "dataset:qm9", 0.8, [("QM9 and ZINC-250K are used.", 86, 89)]),
    (_BENCHMARK, "EVALUATES_ON", "dataset:zinc-250k", 0.8, [("QM9 and ZINC-250K are used.", 94, 103)]),
    (_BENCHMARK, "REPORTS", "metric:accuracy", 0.8, [("We report accuracy.", 125, 133)]),
    (_BENCHMARK, "RUNS_ON", "hardware:cpu", 0.7, [("We run on CPU and GPU.", 145, 148)]),
    (_BENCHMARK, "RUNS_ON", "hardware:gpu", 0.7, [("We run on CPU and GPU.", 153, 156)]),
    (_BENCHMARK, "ADDRESSES", "task:property-prediction", 0.9, [("Property prediction needs tests.", 158, 177)]),
    (_NOTES, "MENTIONS", "method:alpha", 0.3, [("Notes on Alpha.", 23, 28)]),
    (_NOTES, "EVALUATES_ON", "dataset:zinc", 0.35, [("Some runs on ZINC.", 43, 47)]),
]

# Result id: paper, properties, concepts, quote.
_RESULTS: dict[str, tuple[str, Properties, list[str], str]] = {
    "result:0001": (
        _ALPHA,
        {"raw": "0.12", "value": 0.12, "delta": False},
        [
            "metric:mae",
            "dataset:qm9",
            "method:alpha",
            "hardware:nvidia-a100",
            "task:molecular-property-prediction",
        ],
        "The MAE on QM9 is 0.12.",
    ),
    "result:0002": (
        _ALPHA,
        {"raw": "2x", "value": 2.0, "unit": "FACTOR", "delta": True},
        ["metric:speedup", "method:alpha", "hardware:nvidia-a100"],
        "An A100 gives a 2x speedup.",
    ),
    "result:0003": (
        _BETA,
        {"raw": "0.1", "value": 0.1, "delta": False},
        ["metric:mae", "dataset:qm9", "method:beta"],
        "On QM9 the MAE falls to 0.1.",
    ),
    "result:0004": (
        _BETA,
        {"raw": "91%", "value": 91.0, "unit": "PERCENT", "comparator": ">", "delta": False, "higher_is_better": True},
        ["metric:accuracy", "dataset:qm9"],
        "The accuracy stays above 91%.",
    ),
    "result:0005": (_BENCHMARK, {"raw": "halved", "delta": True}, ["dataset:zinc-250k"], "The error is halved."),
    "result:0006": (
        _BENCHMARK,
        {"raw": "93%", "value": 93.0, "unit": "PERCENT", "delta": False},
        ["metric:accuracy", "dataset:qm9", "method:beta"],
        "Beta reaches 93% on QM9.",
    ),
}

_BROADER = [
    ("method:linear-attention", "method:attention"),
    ("dataset:zinc-250k", "dataset:zinc"),
    ("hardware:nvidia-a100", "hardware:gpu"),
    ("task:molecular-property-prediction", "task:property-prediction"),
]

_LINKS = [
    (_ALPHA, _BETA, 0.4, ("method:linear-attention", "metric:mae", "dataset:qm9", "method:alpha")),
    (_ALPHA, _BENCHMARK, 0.2, ("dataset:qm9", "method:alpha")),
    (_BETA, _BENCHMARK, 0.5, ("method:beta", "task:property-prediction", "method:attention", "metric:accuracy")),
    (_ALPHA, _NOTES, 0.2, ("dataset:zinc", "method:alpha")),
]


def _evidence(confidence: float, spans: list[_Span]) -> Properties:
    return {
        "confidence": confidence,
        "n_mentions": len(spans),
        "quotes": tuple(quote for quote, _, _ in spans),
        "starts": tuple(start for _, start, _ in spans),
        "ends": tuple(end for _, _, end in spans),
        "extractors": ("by_hand@1.0",) * len(spans),
        "version": "1.0",
    }


def _nodes() -> Iterator[Node]:
    for paper, (title, published, authors) in _PAPERS.items():
        concepts = {concept for other, _, concept, _, _ in _RELATIONS if other == paper}
        properties: dict[str, Any] = {"title": title, "abstract": "An abstract.", "authors": authors, "categories": ()}
        properties |= {"sources": ("hand.jsonl",), "n_concepts": len(concepts), "digest": "0"}
        yield Node(paper, NodeLabel.PAPER, properties | ({"published": published} if published else {}))
    for concept, (name, aliases, n_papers, first_seen, further) in _CONCEPTS.items():
        properties = {"name": name, "aliases": aliases, "uri": str(node_iri(concept)), "coined": False}
        properties |= {"n_papers": n_papers, **further} | ({"first_seen": first_seen} if first_seen else {})
        yield Node(concept, NodeLabel(concept.partition(":")[0].capitalize()), properties)
    for result, (_, properties_, _, _) in _RESULTS.items():
        yield Node(result, NodeLabel.RESULT, properties_)


def _relationships() -> Iterator[Relationship]:
    for paper, relation, concept, confidence, spans in _RELATIONS:
        yield Relationship(RelationType(relation), paper, concept, _evidence(confidence, spans))
    for result, (paper, _, concepts, quote) in _RESULTS.items():
        yield Relationship(RelationType.HAS_RESULT, paper, result, _evidence(0.7, [(quote, 10, 14)]))
        for concept in concepts:
            concept_type = ConceptType(concept.partition(":")[0].capitalize())
            yield Relationship(RESULT_RELATIONS[concept_type], result, concept)
    for narrow, broad in _BROADER:
        yield Relationship(RelationType.BROADER, narrow, broad)
    for left, right, weight, shared in _LINKS:
        properties: Properties = {"weight": weight, "n_shared": len(shared), "concepts": shared}
        yield Relationship(RelationType.SHARES_CONCEPTS, left, right, properties)


@pytest.fixture(scope="module")
def library_store(module_store: GraphStore) -> GraphStore:
    """A store that holds the graph on which the answers were checked."""
    module_store.upsert(KnowledgeGraph.of(_nodes(), _relationships()))
    return module_store


@pytest.mark.parametrize("case", _CASES, ids=lambda c: f"{c['query']} {list(c['parameters'].values())}")
def test_query_gives_the_checked_answer(library_store: GraphStore, case: dict[str, Any]) -> None:
    assert run_query(library_store, case["query"], case["parameters"]) == case["rows"]


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_answer_has_the_declared_columns(name: str) -> None:
    answers = [rows for case in _CASES if case["query"] == name and (rows := case["rows"])]
    assert answers, f"no case with an answer for {name}; add one to {_GOLDEN.name}"
    assert {tuple(row) for rows in answers for row in rows} == {load_queries()[name].columns}


def test_hand_made_graph_obeys_the_ontology() -> None:
    graph = KnowledgeGraph.of(_nodes(), _relationships())
    assert check_graph(graph) == []
    assert {node.label for node in graph.nodes.values()} == set(NodeLabel) - {NodeLabel.CONCEPT}
    assert {relationship.type for relationship in graph.relationships.values()} == set(RelationType)
