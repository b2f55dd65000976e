"""From the papers of one run to the store: what changed is written, what follows from the whole is brought up to date.

The outcome does not depend on how the papers were divided into runs: counts, dates and links are computed from all
papers in the store, and names of coined concepts are chosen by a rule that does not know the order.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.builder import PaperGraph, assemble
from kg.check import require_sound
from kg.concepts import choose_name
from kg.derive import DERIVED_RELATIONS, derive, derive_graph
from kg.graph import KnowledgeGraph, Node, PaperConcept, Relationship, RelationshipKey, is_concept_label
from kg.paper_identity import match_papers, with_sources
from kg.store import GraphStore, WriteReport
from ontology.terms import NodeLabel
from ontology.vocabulary import Vocabulary

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did to a store.

    Attributes:
        n_new: Papers that the store did not have.
        n_changed: Papers that it had with another text, metadata, extraction or id; what they held before is gone.
        n_unchanged: Papers that it had just so, or under a better id.
        n_new_nodes: Nodes created.
        n_new_relationships: Relationships created.
    """

    n_new: int
    n_changed: int
    n_unchanged: int
    n_new_nodes: int
    n_new_relationships: int


def update_store(store: GraphStore, papers: Sequence[PaperGraph], vocabulary: Vocabulary) -> UpdateReport:
    """Write papers into a store that may hold others, and return what was done.

    Papers that the store holds unchanged are not written again. A paper that was known by its title alone and has an
    arXiv id or DOI now takes the place of the earlier one, see `kg.paper_identity`.

    Raises:
        CheckError: The papers hold something that the ontology does not allow; nothing is written.
        StoreError: The store fails; a paper not written completely is written by the next update.
    """
    matched = match_papers(store, papers)
    known = {node.id: node for node in store.read_nodes(NodeLabel.PAPER, ids=[paper.id for paper in matched.papers])}
    papers = [with_sources(paper, [known[paper.id]]) if paper.id in known else paper for paper in matched.papers]
    new = [paper for paper in papers if paper.id not in known]
    met = [(paper, known[paper.id]) for paper in papers if paper.id in known]
    changed = [paper for paper, before in met if before.properties.get("digest") != paper.digest]
    same = [(paper, before) for paper, before in met if before.properties.get("digest") == paper.digest]
    report = WriteReport(0, 0, 0, 0)
    if new or changed:
        replaced = [*(paper.id for paper in changed), *matched.superseded]
        report = _write(store, [*new, *changed], replaced, vocabulary)
    moved = [paper.nodes[0] for paper, before in same if paper.nodes[0] != before]
    if moved:
        store.upsert(KnowledgeGraph.of(moved, []))
    n_renamed = len(matched.superseded)
    return UpdateReport(
        len(new) - n_renamed,
        len(changed) + n_renamed,
        len(same) + matched.absorbed,
        report.n_new_nodes,
        report.n_new_relationships,
    )


def _write(
    store: GraphStore, papers: Sequence[PaperGraph], changed: Sequence[str], vocabulary: Vocabulary
) -> WriteReport:
    batch = assemble(papers, vocabulary)
    require_sound(derive_graph(batch, vocabulary))
    before = {node.id: node for node in store.read_nodes(NodeLabel.CONCEPT)}
    concepts = {node.id: _merge_concept(before.get(node.id), node) for node in _concepts(batch)}
    derived = derive(_all_pairs(store, batch, changed), before.keys() | concepts.keys(), vocabulary)
    final = {
        concept: replace(node, properties={**node.properties, **derived.concepts[concept]})
        for concept, node in (before | concepts).items()
    }
    links = {relationship.key: relationship for relationship in derived.relationships}
    stored_links = _stored_links(store)
    touched = [node for concept, node in final.items() if before.get(concept) != node]
    others = [node for node in batch.nodes.values() if not is_concept_label(node.label)]
    relationships = [*batch.relationships.values(), *(r for k, r in links.items() if stored_links.get(k) != r)]

    store.delete_papers(changed)
    store.delete_relationships(sorted(stored_links.keys() - links.keys()))
    report = store.upsert(KnowledgeGraph.of([*others, *touched], relationships))
    n_orphans = store.delete_orphans()
    logger.info("removed %d concepts that no paper names any more", n_orphans)
    return report


def _concepts(graph: KnowledgeGraph) -> list[Node]:
    return [node for node in graph.nodes.values() if is_concept_label(node.label)]


def _merge_concept(before: Node | None, now: Node) -> Node:
    """Return a concept's node with the name that the papers of all runs together give it."""
    if before is None or not now.properties["coined"]:
        return now
    name = choose_name([str(before.properties["name"]), str(now.properties["name"])])
    return replace(now, properties={**now.properties, "name": name})


def _all_pairs(store: GraphStore, batch: KnowledgeGraph, changed: Sequence[str]) -> list[PaperConcept]:
    replaced = set(changed)
    return [*(p for p in store.paper_concepts() if p.paper not in replaced), *batch.paper_concepts()]


def _stored_links(store: GraphStore) -> Mapping[RelationshipKey, Relationship]:
    return {r.key: r for relation in DERIVED_RELATIONS for r in store.read_relationships(relation)}
