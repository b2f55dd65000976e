"""Looking papers and concepts up by what people call them, on both targets."""

from __future__ import annotations

import pytest

from kg.errors import AmbiguousNameError, NodeNotFoundError
from kg.graph import KnowledgeGraph, Node
from kg.lookup import Neighbour, ReportedResult, describe, describe_counts, related_papers, top_concepts
from kg.store import GraphStore
from ontology.terms import NodeLabel

TIDAL_PAPER = "arxiv:2405.00001"


@pytest.fixture(scope="module")
def filled(module_store: GraphStore, small_graph: KnowledgeGraph) -> GraphStore:
    twin = Node(
        "task:tidal", NodeLabel.TASK, {**small_graph.nodes["task:forecasting"].properties, "name": "Tidal forecasting"}
    )
    flow = Node("task:flowbench", NodeLabel.TASK, {**twin.properties, "name": "FlowBench"})
    module_store.upsert(
        KnowledgeGraph.of([*small_graph.nodes.values(), twin, flow], small_graph.relationships.values())
    )
    return module_store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(TIDAL_PAPER, TIDAL_PAPER, id="paper by id"),
        pytest.param("method:tidal", "method:tidal", id="concept by id"),
        pytest.param("linear attention for", TIDAL_PAPER, id="part of a title, any case"),
        pytest.param("TIDAL", "method:tidal", id="name before part of a title"),
        pytest.param("潮", "method:tidal", id="alias"),
    ],
)
def test_text_finds_the_node_that_it_names_best(filled: GraphStore, text: str, found: str) -> None:
    assert describe(filled, text).node.id == found


def test_paper_comes_with_its_concepts_and_results(filled: GraphStore) -> None:
    entry = describe(filled, TIDAL_PAPER)

    assert [(n.relation, n.name) for n in entry.neighbours] == [
        ("ADDRESSES", "forecasting"),
        ("EVALUATES_ON", "FlowBench"),
        ("INTRODUCES", "Tidal"),
        ("REPORTS", "accuracy"),
        ("RUNS_ON", "A100"),
    ]
    assert entry.results == (ReportedResult("91.5%", ("Tidal", "accuracy", "FlowBench"), "We propose Tidal."),)


def test_concept_comes_with_its_papers_and_each_quote(filled: GraphStore) -> None:
    assert describe(filled, "task:forecasting").neighbours == (
        Neighbour("ADDRESSES", TIDAL_PAPER, "Tidal: Linear Attention for Rivers", 0.9, ("We propose Tidal.",)),
        Neighbour("MENTIONS", "title:00aa11bb22cc33dd", "", 1.0, ("one", "two")),
    )


def test_text_for_people_names_relation_neighbour_and_quote(filled: GraphStore) -> None:
    lines = describe(filled, "A100").to_text().splitlines()

    assert lines[0] == "Hardware A100"
    assert "  memory_gb: 40.0" in lines
    assert lines[-3:] == [
        "RUNS_ON (1)",
        f"  Tidal: Linear Attention for Rivers  [{TIDAL_PAPER}]  0.9",
        '      "We propose Tidal."',
    ]


def test_name_of_nothing_says_how_to_find_similar_ones(filled: GraphStore) -> None:
    with pytest.raises(NodeNotFoundError, match="no paper or concept is called 'Nile'; kg search 'Nile'"):
        describe(filled, "Nile")


def test_name_of_two_concepts_lists_their_ids(filled: GraphStore) -> None:
    with pytest.raises(AmbiguousNameError, match=r"2 nodes match 'flowbench'.*dataset:flowbench.*task:flowbench"):
        describe(filled, "flowbench")


def test_related_papers_name_the_shared_concepts(filled: GraphStore) -> None:
    assert related_papers(filled, "linear attention") == [
        {
            "title": "",
            "weight": 1.0,
            "why": "this one addresses forecasting, which the other mentions",
            "shared": ["forecasting"],
            "concepts": ["task:forecasting"],
            "id": "title:00aa11bb22cc33dd",
        }
    ]


def test_related_papers_of_a_concept_are_refused(filled: GraphStore) -> None:
    with pytest.raises(NodeNotFoundError, match="no paper is called 'method:tidal'"):
        related_papers(filled, "method:tidal")


def test_top_concepts_are_those_of_most_papers(filled: GraphStore) -> None:
    assert [row for row in top_concepts(filled, top=1) if row["type"] in {"Method", "Dataset"}] == [
        {"type": "Dataset", "name": "FlowBench", "papers": 1},
        {"type": "Method", "name": "Tidal", "papers": 1},
    ]


def test_counts_list_the_largest_first_and_leave_out_what_is_not_there(filled: GraphStore) -> None:
    rows = describe_counts(filled.counts())

    assert rows[0] == {"element": "node", "label or type": "Concept", "count": 8}
    assert "USES" not in {row["label or type"] for row in rows}
