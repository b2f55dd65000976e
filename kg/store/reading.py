"""Reads: the graph out of the store, whole or in part."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.graph import KnowledgeGraph, Node, PaperConcept, Relationship, is_concept_label
from kg.store import cypher
from kg.store.codec import decode_properties
from kg.store.connection import Connection, Row
from kg.store.ddl import FULL_TEXT, full_text_index
from kg.store.full_text import Candidate, Term, lucene_query, parse_terms, rank
from kg.store.records import GraphCounts, SearchHit
from kg.store.writing import SPECIFIC_LABELS
from ontology.schema import Schema
from ontology.terms import PAPER_CONCEPT_RELATIONS, NodeLabel, RelationType

_MAX_CANDIDATES = 1_000


def read_graph(connection: Connection, schema: Schema) -> KnowledgeGraph:
    """Return the whole graph."""
    nodes = (node for label in SPECIFIC_LABELS for node in read_nodes(connection, schema, label))
    relationships = (r for relation in RelationType for r in read_relationships(connection, schema, relation))
    return KnowledgeGraph.of(nodes, relationships)


def read_nodes(
    connection: Connection, schema: Schema, label: NodeLabel, *, ids: Collection[str] | None = None
) -> list[Node]:
    """Return the nodes with a label, sorted by id; with ids, only those among them."""
    specific = [name for name in SPECIFIC_LABELS if schema.is_a(name, label)]
    return sorted((n for name in specific for n in _read_nodes(connection, schema, name, ids)), key=lambda n: n.id)


def _read_nodes(
    connection: Connection, schema: Schema, label: NodeLabel, ids: Collection[str] | None
) -> Iterator[Node]:
    rules = schema.node_properties[label]
    if ids is None:
        rows = connection.read(cypher.read_nodes(label))
    else:
        rows = connection.read(cypher.read_nodes_by_id(label), ids=sorted(ids))
    return (Node(row["id"], label, decode_properties(row["props"], rules)) for row in rows)


def read_relationships(connection: Connection, schema: Schema, relation: RelationType) -> list[Relationship]:
    """Return the relationships of one type, sorted by their ends."""
    rules = schema.relationship_properties[relation]
    rows = connection.read(cypher.read_relationships(schema.relations[relation]))
    found = (Relationship(relation, r["start"], r["end"], decode_properties(r["props"], rules)) for r in rows)
    return sorted(found, key=lambda r: r.key)


def read_paper_concepts(connection: Connection, schema: Schema) -> list[PaperConcept]:
    """Return every relationship from a paper to a concept, sorted."""
    return sorted(
        PaperConcept(row["paper"], row["concept"], relation, row["published"] or "")
        for relation in PAPER_CONCEPT_RELATIONS
        for row in connection.read(cypher.read_paper_concepts(schema.relations[relation]))
    )


def read_counts(connection: Connection) -> GraphCounts:
    """Return how much the store holds."""
    nodes = {label: connection.read(cypher.count_nodes(label))[0]["n"] for label in NodeLabel}
    relationships = {
        relation: connection.read(cypher.count_relationships(relation))[0]["n"] for relation in RelationType
    }
    return GraphCounts(nodes[NodeLabel.PAPER], nodes, relationships)


def search(connection: Connection, text: str, *, limit: int) -> list[SearchHit]:
    """Return papers and concepts whose text holds every word, or else any of them; best first, then by id."""
    terms = parse_terms(text)
    if not terms:
        return []
    return rank(_candidates(connection, terms, every=True), terms, limit=limit) or rank(
        _candidates(connection, terms, every=False), terms, limit=limit
    )


def _candidates(connection: Connection, terms: list[Term], *, every: bool) -> list[Candidate]:
    lucene = lucene_query(terms, every=every)
    return [
        _candidate(row)
        for label in FULL_TEXT
        for row in connection.read(
            cypher.full_text(label),
            index=full_text_index(label, connection.dialect),
            lucene=lucene,
            limit=_MAX_CANDIDATES,
        )
    ]


def _candidate(row: Row) -> Candidate:
    label = next((NodeLabel(name) for name in row["labels"] if is_concept_label(name)), NodeLabel.PAPER)
    return Candidate(row["id"], label, row["name"] or row["title"] or "", row["abstract"] or "")
