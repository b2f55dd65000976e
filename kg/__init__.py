"""From extractions to a graph, and from there to a database, RDF and pictures.

The steps of the command ``kg build`` as functions::

    corpus = kg.read(["listing.txt"])
    graph = kg.build(kg.extract(corpus.documents))
    with kg.open_store("kg.db") as store:
        kg.update_store(store, kg.extract(corpus.documents))
"""

from __future__ import annotations

from kg.api import (
    build,
    draw_graph,
    export_graph,
    extract,
    open_store,
    read,
    run_query,
    same,
    to_networkx,
    update_store,
)
from kg.graph import KnowledgeGraph, Node, Relationship
from kg.version import VERSION as __version__  # noqa: N811

__all__ = [
    "KnowledgeGraph",
    "Node",
    "Relationship",
    "__version__",
    "build",
    "draw_graph",
    "export_graph",
    "extract",
    "open_store",
    "read",
    "run_query",
    "same",
    "to_networkx",
    "update_store",
]
