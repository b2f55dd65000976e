"""Imports on both stores: what a store exported makes an equal store."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.export import export
from kg.graph import KnowledgeGraph
from kg.importing import import_graph, load_graph
from kg.store import GraphStore


@pytest.mark.parametrize("ending", ["ttl", "jsonl"])
def test_imported_store_exports_the_same_file(
    ending: str, store: GraphStore, small_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    store.upsert(small_graph)
    before = store.read_graph()
    export(before, tmp_path / f"graph.{ending}")
    export(before, tmp_path / "before.jsonl")
    store.delete_papers([node.id for node in before.nodes.values() if node.label == "Paper"])
    store.delete_orphans()
    report = import_graph(store, load_graph(tmp_path / f"graph.{ending}"))
    assert (report.n_new_nodes, report.n_new_relationships) == (len(before.nodes), len(before.relationships))
    export(store.read_graph(), tmp_path / "after.jsonl")
    assert (tmp_path / "after.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()


def test_store_that_holds_something_is_left_alone(store: GraphStore, small_graph: KnowledgeGraph) -> None:
    store.upsert(small_graph)
    before = store.read_graph()
    with pytest.raises(StoreError, match="empty store"):
        import_graph(store, small_graph)
    assert store.read_graph() == before
