"""The property graph for networkx."""

from __future__ import annotations

import networkx as nx

from kg.graph import KnowledgeGraph


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Return the graph for networkx, its nodes and edges in sorted order.

    A node's name is its id; its attributes are its properties, ``label``, the most specific label, and ``labels``, all
    of them. The key of an edge is its relationship type; its attributes are its properties. Lists are tuples.
    """
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        view.add_node(node.id, label=node.label.value, labels=tuple(x.value for x in node.labels), **node.properties)
    for relationship in graph.relationships.values():
        view.add_edge(relationship.start, relationship.end, key=relationship.type.value, **relationship.properties)
    return view
