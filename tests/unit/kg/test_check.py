"""What the ontology allows in a graph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.check import Violation, check_graph, require_sound
from kg.errors import CheckError
from kg.graph import KnowledgeGraph, Node, Relationship
from ontology.terms import NodeLabel, RelationType

PAPER = Node(
    "arxiv:2401.00001",
    NodeLabel.PAPER,
    {
        "title": "A",
        "abstract": "B.",
        "authors": (),
        "categories": (),
        "sources": ("x.txt",),
        "n_concepts": 1,
        "digest": "0",
    },
)
METHOD = Node(
    "method:x",
    NodeLabel.METHOD,
    {"name": "X", "aliases": (), "uri": "https://example.org/x", "coined": True, "n_papers": 1},
)
USES = Relationship(
    RelationType.USES,
    PAPER.id,
    METHOD.id,
    {
        "confidence": 1,
        "n_mentions": 1,
        "quotes": ("B.",),
        "starts": (2,),
        "ends": (4,),
        "extractors": ("rule@1",),
        "version": "1",
    },
)


def graph(paper: Node = PAPER, method: Node = METHOD, uses: Relationship = USES) -> KnowledgeGraph:
    return KnowledgeGraph.of([paper, method], [uses])


def with_property(node: Node, name: str, value: object) -> Node:
    return replace(node, properties={**node.properties, name: value})


def test_sound_graph_has_no_violations() -> None:
    assert check_graph(graph()) == []


@pytest.mark.parametrize(
    ("broken", "violation"),
    [
        pytest.param(
            graph(paper=with_property(PAPER, "n_concepts", True)),
            Violation(PAPER.id, "n_concepts as int", "True"),
            id="truth value is no number",
        ),
        pytest.param(
            graph(paper=with_property(PAPER, "authors", "Ada")),
            Violation(PAPER.id, "authors as list of str", "'Ada'"),
            id="single value for a list",
        ),
        pytest.param(
            graph(method=replace(METHOD, label=NodeLabel.DATASET)),
            Violation(f"{PAPER.id} -[USES]-> {METHOD.id}", "an end node labelled Method", "Dataset"),
            id="range",
        ),
        pytest.param(
            KnowledgeGraph.of([PAPER], [USES]),
            Violation(f"{PAPER.id} -[USES]-> {METHOD.id}", "an end node that is in the graph", "none"),
            id="dangling relationship",
        ),
        pytest.param(
            graph(uses=replace(USES, properties={k: v for k, v in USES.properties.items() if k != "quotes"})),
            Violation(f"{PAPER.id} -[USES]-> {METHOD.id}", "the property quotes", "none"),
            id="missing evidence",
        ),
    ],
)
def test_violation_names_subject_rule_and_finding(broken: KnowledgeGraph, violation: Violation) -> None:
    assert check_graph(broken) == [violation]


def test_unknown_property_is_a_violation() -> None:
    (violation,) = check_graph(graph(method=with_property(METHOD, "colour", "red")))

    assert (violation.subject, violation.found) == (METHOD.id, "colour")


def test_require_sound_names_the_first_violation_and_counts() -> None:
    broken = graph(paper=with_property(PAPER, "title", 3))

    with pytest.raises(CheckError, match=r"1 place, first arxiv:2401\.00001: title as str; found 3"):
        require_sound(broken)
