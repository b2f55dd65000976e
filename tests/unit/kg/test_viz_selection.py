from __future__ import annotations

import pytest

from kg.graph import KnowledgeGraph, Node, Relationship
from kg.viz.selection import Selection, select_nodes
from ontology.terms import NodeLabel, RelationType

EMPTY = KnowledgeGraph.of([], [])


def graph_of(pairs: list[tuple[str, str]], *extra: Node, links: list[Relationship] | None = None) -> KnowledgeGraph:
    """Return papers ``p...`` that use methods ``m...``."""
    ids = sorted({i for pair in pairs for i in pair})
    nodes = [Node(i, NodeLabel.PAPER if i.startswith("p") else NodeLabel.METHOD) for i in ids]
    uses = [Relationship(RelationType.USES, paper, method) for paper, method in pairs]
    return KnowledgeGraph.of([*nodes, *extra], [*uses, *(links or [])])


# Two papers share m1 and m2; m3 and m4 are named by one paper each.
PAIRS = [("p1", "m1"), ("p1", "m2"), ("p1", "m3"), ("p2", "m1"), ("p2", "m2"), ("p3", "m1"), ("p3", "m4")]


def test_a_graph_that_fits_is_drawn_whole() -> None:
    selection = select_nodes(graph_of(PAIRS), max_nodes=7)
    assert selection == Selection(
        nodes=("m1", "p1", "m2", "p2", "p3", "m3", "m4"),
        links=(("m1", "p1"), ("m1", "p2"), ("m1", "p3"), ("m2", "p1"), ("m2", "p2"), ("m3", "p1"), ("m4", "p3")),
        degrees={"m1": 3, "m2": 2, "m3": 1, "m4": 1, "p1": 3, "p2": 2, "p3": 2},
    )


def test_a_larger_graph_loses_concepts_of_one_paper_first() -> None:
    assert select_nodes(graph_of(PAIRS), max_nodes=5).nodes == ("m1", "p1", "m2", "p2")


def test_of_equal_nodes_the_hub_stays() -> None:
    assert select_nodes(graph_of(PAIRS), max_nodes=3).nodes == ("m1", "p1", "m2")


def test_a_graph_of_leaves_alone_still_shows_its_hubs() -> None:
    star = graph_of([(f"p{i}", "m1") for i in range(9)])
    assert select_nodes(star, max_nodes=3).nodes == ("m1", "p0", "p1")


def test_nodes_without_connections_are_left_out_and_counted() -> None:
    selection = select_nodes(graph_of(PAIRS, Node("p9", NodeLabel.PAPER)), max_nodes=100)
    assert "p9" not in selection.nodes
    assert selection.n_total == 8
    assert selection.degrees["p9"] == 0


def test_results_are_no_candidates() -> None:
    result = Node("result:1", NodeLabel.RESULT, {"raw": "9 %"})
    graph = graph_of(PAIRS, result, links=[Relationship(RelationType.HAS_RESULT, "p1", "result:1")])
    assert select_nodes(graph, max_nodes=100) == select_nodes(graph_of(PAIRS), max_nodes=100)


def test_links_between_papers_and_the_hierarchy_do_not_count_as_connections() -> None:
    derived = [
        Relationship(RelationType.SHARES_CONCEPTS, "p1", "p2"),
        Relationship(RelationType.BROADER, "m2", "m1"),
    ]
    selection = select_nodes(graph_of(PAIRS, links=derived), max_nodes=100)
    assert selection.degrees == select_nodes(graph_of(PAIRS), max_nodes=100).degrees
    assert ("m1", "m2") in selection.links
    assert ("p1", "p2") not in selection.links


def test_two_relations_of_one_pair_are_one_connection() -> None:
    compared = [Relationship(RelationType.COMPARES_WITH, "p1", "m1")]
    assert select_nodes(graph_of(PAIRS, links=compared), max_nodes=9) == select_nodes(graph_of(PAIRS), max_nodes=9)


@pytest.mark.parametrize(
    ("max_nodes", "cut"),
    [(7, "all 7 nodes"), (5, "top 4 of 7 nodes")],
    ids=["whole", "cut"],
)
def test_the_cut_is_stated(max_nodes: int, cut: str) -> None:
    assert select_nodes(graph_of(PAIRS), max_nodes=max_nodes).cut == cut


def test_large_numbers_are_grouped_in_the_cut() -> None:
    graph = graph_of([(f"p{i:04}", "m1") for i in range(1200)])
    assert select_nodes(graph, max_nodes=600).cut == "top 600 of 1,201 nodes"


def test_an_empty_graph_gives_an_empty_selection() -> None:
    assert select_nodes(EMPTY, max_nodes=10) == Selection((), (), {})


def test_a_bound_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="max_nodes must be at least 1, not 0"):
        select_nodes(EMPTY, max_nodes=0)
