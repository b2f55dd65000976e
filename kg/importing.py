"""A graph file into a store: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

from kg.check import require_sound
from kg.errors import StoreError
from kg.export import read_graph_file
from kg.graph import KnowledgeGraph
from kg.store import GraphStore, WriteReport


def load_graph(path: str | Path) -> KnowledgeGraph:
    """Return the graph of a file, checked against the ontology.

    Args:
        path: A file that `kg.export.export` made: JSON Lines or RDF, gzipped or not.

    Raises:
        UnknownNameError: The format cannot be read back.
        GraphFileError: The file cannot be read, or does not hold a graph in this format.
        CheckError: The graph breaks the ontology, or a relationship names a node that is not there.
    """
    graph = read_graph_file(path)
    require_sound(graph)
    return graph


def import_graph(store: GraphStore, graph: KnowledgeGraph) -> WriteReport:
    """Write a graph into an empty store.

    Counts and links of a graph hold for its papers alone, so they cannot stand beside those of another.

    Raises:
        StoreError: The store holds something already, or the write fails.
    """
    n_nodes = store.counts().n_nodes
    if n_nodes:
        raise StoreError(f"{store.address} holds {n_nodes} nodes; name an empty store with --store")
    return store.upsert(graph)
