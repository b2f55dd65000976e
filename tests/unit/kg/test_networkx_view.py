"""The networkx view keeps every node, edge and property."""

from __future__ import annotations

import networkx as nx

from kg.graph import KnowledgeGraph
from kg.networkx_view import to_networkx


def test_view_is_a_directed_multigraph_in_the_order_of_the_graph(full_graph: KnowledgeGraph) -> None:
    view = to_networkx(full_graph)
    assert isinstance(view, nx.MultiDiGraph)
    assert list(view.nodes) == list(full_graph.nodes)
    assert sorted((key, start, end) for start, end, key in view.edges(keys=True)) == sorted(full_graph.relationships)


def test_nodes_carry_labels_and_properties(full_graph: KnowledgeGraph) -> None:
    node = full_graph.nodes["hardware:größe-1"]
    assert to_networkx(full_graph).nodes[node.id] == {
        "label": "Hardware",
        "labels": ("Concept", "Hardware"),
        **node.properties,
    }


def test_edges_carry_properties_under_their_type(full_graph: KnowledgeGraph) -> None:
    view = to_networkx(full_graph)
    for relationship in full_graph.relationships.values():
        assert view.edges[relationship.start, relationship.end, relationship.type.value] == relationship.properties


def test_parallel_relationships_stay_apart(full_graph: KnowledgeGraph) -> None:
    assert set(to_networkx(full_graph)["arxiv:2510.00001"]["method:network"]) == {"USES", "COMPARES_WITH"}


def test_names_and_types_are_plain_strings(full_graph: KnowledgeGraph) -> None:
    view = to_networkx(full_graph)
    assert {type(data["label"]) for _, data in view.nodes(data=True)} == {str}
    assert {type(key) for _, _, key in view.edges(keys=True)} == {str}


def test_changing_the_view_leaves_the_graph_alone(full_graph: KnowledgeGraph) -> None:
    view = to_networkx(full_graph)
    view.nodes["task:counting"]["name"] = "changed"
    assert full_graph.nodes["task:counting"].properties["name"] == "counting"
