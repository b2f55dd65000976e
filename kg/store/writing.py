"""Writes: a graph into the store, and parts of it out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import neo4j

from kg.errors import StoreError
from kg.graph import KnowledgeGraph, RelationshipKey
from kg.store import cypher
from kg.store.codec import node_row, relationship_row
from kg.store.connection import Connection, Row, run
from kg.store.records import WriteReport
from ontology.schema import RelationRule, Schema
from ontology.terms import NodeLabel, RelationType

BATCH_ROWS = 5_000
# The embedded engine fails, and then answers no more, where one message holds more than 16 MiB; a character may take
# four bytes.
_MAX_CHARACTERS = 4_000_000

_DIGEST = "digest"  # written last
T = TypeVar("T")

# Every node has exactly one of these, its most specific label.
SPECIFIC_LABELS = tuple(label for label in NodeLabel if label is not NodeLabel.CONCEPT)


def upsert(connection: Connection, schema: Schema, graph: KnowledgeGraph) -> WriteReport:
    """Write a graph; see `GraphStore.upsert`."""
    n_new_nodes = sum(_upsert_nodes(connection, schema, graph, label) for label in SPECIFIC_LABELS)
    n_new_relationships = sum(_upsert_relationships(connection, schema, graph, relation) for relation in RelationType)
    _write_digests(connection, graph)
    return WriteReport(len(graph.nodes), n_new_nodes, len(graph.relationships), n_new_relationships)


def delete_papers(connection: Connection, ids: Iterable[str]) -> int:
    """Delete papers with their results; return how many papers there were."""
    return sum(connection.transact(partial(_delete_papers, ids=batch)) for batch in batches(sorted(set(ids))))


def _delete_papers(transaction: neo4j.ManagedTransaction, *, ids: Sequence[str]) -> int:
    run(transaction, cypher.DELETE_RESULTS, ids=ids)
    return run(transaction, cypher.DELETE_PAPERS, ids=ids)[1].nodes_deleted


def clear_papers(connection: Connection, ids: Iterable[str]) -> None:
    """Delete the results and relationships of papers; see `GraphStore.clear_papers`."""
    for batch in batches(sorted(set(ids))):
        connection.transact(partial(_clear_papers, ids=batch))


def _clear_papers(transaction: neo4j.ManagedTransaction, *, ids: Sequence[str]) -> None:
    run(transaction, cypher.UNSETTLE_PAPERS, ids=ids)
    run(transaction, cypher.DELETE_RESULTS, ids=ids)
    run(transaction, cypher.DELETE_RELATIONS_OF_PAPERS, ids=ids)


def delete_relationships(connection: Connection, schema: Schema, keys: Iterable[RelationshipKey]) -> int:
    """Delete relationships; return how many there were."""
    rows: defaultdict[RelationType, list[Row]] = defaultdict(list)
    for relation, start, end in sorted(set(keys)):
        rows[relation].append({"start": start, "end": end})
    return sum(
        connection.write(cypher.delete_relationships(schema.relations[relation]), rows=batch).relationships_deleted
        for relation in rows
        for batch in batches(rows[relation])
    )


def delete_orphans(connection: Connection) -> int:
    """Delete the concepts that nothing which stays points to; return how many there were."""
    kept = {row["id"] for row in connection.read(cypher.READ_USED_CONCEPTS)}
    broader = defaultdict(list)
    for row in connection.read(cypher.READ_BROADER):
        broader[row["start"]].append(row["end"])
    unvisited = list(kept)
    while unvisited:
        above = [concept for concept in broader[unvisited.pop()] if concept not in kept]
        kept.update(above)
        unvisited += above
    orphans = sorted({row["id"] for row in connection.read(cypher.READ_CONCEPT_IDS)} - kept)
    return sum(connection.write(cypher.DELETE_CONCEPTS, ids=batch).nodes_deleted for batch in batches(orphans))


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the items in runs of the size of one transaction, in rows and in characters."""
    start, n_characters = 0, 0
    for place, item in enumerate(items):
        size = _characters(item)
        if place > start and (place - start == BATCH_ROWS or n_characters + size > _MAX_CHARACTERS):
            yield items[start:place]
            start, n_characters = place, 0
        n_characters += size
    if start < len(items):
        yield items[start:]


def _characters(value: object) -> int:
    """Return how much text a value holds, in characters; a number or truth value counts as eight."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_characters, value))
    return 8


def _upsert_nodes(connection: Connection, schema: Schema, graph: KnowledgeGraph, label: NodeLabel) -> int:
    rules = schema.node_properties[label]
    nodes = (node for node in graph.nodes.values() if node.label is label)
    rows = [node_row(node, rules, without=(_DIGEST,)) for node in nodes]
    statement = cypher.merge_nodes(label)
    return sum(connection.write(statement, rows=batch).nodes_created for batch in batches(rows))


def _upsert_relationships(connection: Connection, schema: Schema, graph: KnowledgeGraph, relation: RelationType) -> int:
    rules = schema.relationship_properties[relation]
    rows = [relationship_row(r, rules) for r in graph.relationships_typed(relation)]
    rule = schema.relations[relation]
    return sum(connection.transact(partial(_merge_relationships, rule=rule, rows=batch)) for batch in batches(rows))


def _merge_relationships(transaction: neo4j.ManagedTransaction, *, rule: RelationRule, rows: Sequence[Row]) -> int:
    found, counters = run(transaction, cypher.merge_relationships(rule), rows=rows)
    n_lost = len(rows) - found[0]["n"]
    if n_lost:
        raise StoreError(
            f"{n_lost} {rule.name} relationships start or end at a node that is neither in the graph nor in the store; "
            "build the graph again from all its papers"
        )
    return counters.relationships_created


def _write_digests(connection: Connection, graph: KnowledgeGraph) -> None:
    rows = [
        {"id": paper.id, "digest": paper.properties[_DIGEST]}
        for paper in graph.nodes_labelled(NodeLabel.PAPER)
        if _DIGEST in paper.properties
    ]
    for batch in batches(rows):
        connection.write(cypher.WRITE_DIGESTS, rows=batch)
