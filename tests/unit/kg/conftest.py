"""A made-up graph with every label and every relationship type, and values that exporters tend to lose."""

from __future__ import annotations

import pytest

from kg.graph import KnowledgeGraph, Node, Relationship, Value
from ontology.namespaces import node_iri
from ontology.terms import NodeLabel, RelationType

FIRST, SECOND = "arxiv:2510.00001", "title:0123456789abcdef"
RESULT, WORDY_RESULT = "result:aaaa", "result:bbbb"
TITLE = 'TinyNet: "small" is \\ enough'
ABSTRACT = "TinyNet beats BigNet on Toy-10 by 0.0 points.\nIt needs 8 GB of a Größe-1 accelerator, 5 < 6 & 7 > 6."


@pytest.fixture(scope="session")
def full_graph() -> KnowledgeGraph:
    return KnowledgeGraph.of([*_papers(), *_concepts(), *_results()], [*_relations(), *_links()])


def _papers() -> list[Node]:
    first: dict[str, Value] = {
        "title": TITLE,
        "abstract": ABSTRACT,
        "authors": ("Zoë Zhang", "Ada Abel", "Zoë Zhang"),
        "published": "2025-10-11",
        "categories": ("cs.LG", "cs.CL"),
        "url": "https://example.org/tiny?a=1&b=2",
        "sources": ("a.txt", "b.txt"),
        "n_concepts": 6,
        "digest": "d1",
    }
    second: dict[str, Value] = {
        "title": "",
        "abstract": "An abstract without a title.",
        "authors": (),
        "published": "2024",
        "categories": (),
        "sources": ("b.txt",),
        "n_concepts": 0,
        "digest": "d2",
    }
    return [Node(FIRST, NodeLabel.PAPER, first), Node(SECOND, NodeLabel.PAPER, second)]


def _concept(concept: str, label: NodeLabel, name: str, **properties: Value) -> Node:
    known: dict[str, Value] = {
        "name": name,
        "aliases": (),
        "uri": str(node_iri(concept)),
        "coined": False,
        "n_papers": 1,
    }
    return Node(concept, label, known | properties)


def _concepts() -> list[Node]:
    return [
        _concept("method:tinynet", NodeLabel.METHOD, "TinyNet", coined=True, kind="model", first_seen="2024"),
        _concept("method:network", NodeLabel.METHOD, "network", aliases=("net", "neural net"), n_papers=0),
        _concept("dataset:toy-10", NodeLabel.DATASET, "Toy-10"),
        _concept("metric:pass@1", NodeLabel.METRIC, "pass@1", higher_is_better=True, unit="PERCENT"),
        _concept("metric:100%", NodeLabel.METRIC, "100%", higher_is_better=False, unit="PERCENTAGE-POINT"),
        _concept("hardware:größe-1", NodeLabel.HARDWARE, "Größe-1", vendor="Acme", kind="tpu", memory_gb=0.5),
        _concept("task:counting", NodeLabel.TASK, "counting"),
    ]


def _results() -> list[Node]:
    zero: dict[str, Value] = {
        "raw": "0.0 points",
        "value": 0.0,
        "unit": "PERCENTAGE-POINT",
        "comparator": "<",
        "delta": False,
        "higher_is_better": False,
    }
    return [
        Node(RESULT, NodeLabel.RESULT, zero),
        Node(WORDY_RESULT, NodeLabel.RESULT, {"raw": "linear", "delta": True}),
    ]


def _evidence(*spans: str, confidence: float = 0.9, extractor: str = "concept_tagger_fast@1.0") -> dict[str, Value]:
    text = f"{TITLE}\n{ABSTRACT}"
    starts = tuple(text.index(span) for span in spans)
    return {
        "confidence": confidence,
        "n_mentions": len(spans),
        "quotes": tuple(TITLE if start < len(TITLE) else ABSTRACT for start in starts),
        "starts": starts,
        "ends": tuple(start + len(span) for start, span in zip(starts, spans, strict=True)),
        "extractors": (extractor,) * len(spans),
        "version": "0.1.0",
    }


def _relations() -> list[Relationship]:
    return [
        Relationship(RelationType.INTRODUCES, FIRST, "method:tinynet", _evidence("TinyNet", "TinyNet beats")),
        Relationship(RelationType.USES, FIRST, "method:network", _evidence("BigNet", confidence=1.0)),
        Relationship(RelationType.EVALUATES_ON, FIRST, "dataset:toy-10", _evidence("Toy-10", confidence=0)),
        Relationship(RelationType.REPORTS, FIRST, "metric:pass@1", _evidence("points", confidence=1e-7)),
        Relationship(RelationType.RUNS_ON, FIRST, "hardware:größe-1", _evidence("Größe-1")),
        Relationship(RelationType.ADDRESSES, FIRST, "task:counting", _evidence("small")),
        Relationship(RelationType.COMPARES_WITH, FIRST, "method:network", _evidence("BigNet")),
        Relationship(RelationType.MENTIONS, FIRST, "metric:100%", _evidence("5 < 6")),
        Relationship(RelationType.HAS_RESULT, FIRST, RESULT, _evidence("0.0 points", extractor="numeric_results@2.1")),
        Relationship(RelationType.HAS_RESULT, FIRST, WORDY_RESULT, _evidence("enough")),
    ]


def _links() -> list[Relationship]:
    shared: dict[str, Value] = {"weight": 0.25, "n_shared": 2, "concepts": ("task:counting", "dataset:toy-10")}
    return [
        Relationship(RelationType.OF_METRIC, RESULT, "metric:pass@1"),
        Relationship(RelationType.ON_DATASET, RESULT, "dataset:toy-10"),
        Relationship(RelationType.OF_METHOD, RESULT, "method:tinynet"),
        Relationship(RelationType.ON_HARDWARE, RESULT, "hardware:größe-1"),
        Relationship(RelationType.FOR_TASK, RESULT, "task:counting"),
        Relationship(RelationType.BROADER, "method:tinynet", "method:network"),
        Relationship(RelationType.SHARES_CONCEPTS, FIRST, SECOND, shared),
    ]
