"""The graph in a database: a Neo4j server, or the embedded engine in this process."""

from kg.store.address import is_server
from kg.store.graph_store import GraphStore, open_store
from kg.store.records import Dialect, GraphCounts, SearchHit, WriteReport

__all__ = ["Dialect", "GraphCounts", "GraphStore", "SearchHit", "WriteReport", "is_server", "open_store"]
