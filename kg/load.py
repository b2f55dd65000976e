"""From the papers of one run to the store: what changed is written, what follows from the whole is brought up to date.

The outcome does not depend on how the papers were divided into runs: counts, dates and links are computed from all
papers in the store, and names of coined concepts are chosen by a rule that does not know the order. Decisions of people
reach the papers of earlier runs too, and a decision that is gone is undone.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kg.builder import PaperGraph, assemble, paper_state
from kg.check import require_sound
from kg.concepts import choose_name, concept_node
from kg.curation.curator import Curator
from kg.curation.decision import type_of
from kg.curation.rules import Curation
from kg.derive import DERIVED_PROPERTIES, DERIVED_RELATIONS, derive, derive_graph
from kg.graph import KnowledgeGraph, Node, Properties, Relationship, RelationshipKey, is_concept_label
from kg.paper_identity import match_papers, with_sources
from kg.recuration import names_in_store, recurated_papers, require_no_decisions, result_concepts, stale_concepts
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
        n_recurated: Papers of earlier runs that come out otherwise under the decisions of now.
    """

    n_new: int
    n_changed: int
    n_unchanged: int
    n_new_nodes: int
    n_new_relationships: int
    n_recurated: int = 0


def update_store(
    store: GraphStore, papers: Sequence[PaperGraph], vocabulary: Vocabulary, *, curator: Curator | None = None
) -> UpdateReport:
    """Write papers into a store that may hold others, and return what was done.

    Papers that the store holds unchanged are not written again. A paper that was known by its title alone and has an
    arXiv id or DOI now takes the place of the earlier one, see `kg.paper_identity`.

    Args:
        store: An open store.
        papers: Of one run, built by the same curator.
        vocabulary: Describes the concepts that it knows.
        curator: Applies the decisions of people, also to the papers of earlier runs; without one the store must not
            hold any.

    Raises:
        CheckError: The papers hold something that the ontology does not allow; nothing is written.
        CurationError: The store holds decisions and no curator is given; or decisions concern a paper that an earlier
            version wrote.
        StoreError: The store fails; a paper not written completely is written by the next update.
    """
    has_decisions = curator is not None
    curator = curator or Curator(Curation(), vocabulary)
    if not has_decisions:
        require_no_decisions(store)
    matched = match_papers(store, papers)
    known = {node.id: node for node in store.read_nodes(NodeLabel.PAPER, ids=[paper.id for paper in matched.papers])}
    papers = [with_sources(paper, [known[paper.id]]) if paper.id in known else paper for paper in matched.papers]
    new = [paper for paper in papers if paper.id not in known]
    met = [(paper, known[paper.id]) for paper in papers if paper.id in known]
    changed = [paper for paper, before in met if paper_state(before) != paper.state]
    same = [(paper, before) for paper, before in met if paper_state(before) == paper.state]
    settled = {*(paper.id for paper in papers), *matched.superseded}
    recurated = recurated_papers(store, curator, without=settled) if has_decisions else []
    stale = stale_concepts(store, curator) if has_decisions else set()
    report = WriteReport(0, 0, 0, 0)
    if new or changed or recurated or stale:
        replaced = {*(paper.id for paper in (*changed, *recurated)), *matched.superseded}
        report = _Update(store, [*new, *changed, *recurated], replaced, curator, stale).write()
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
        len(recurated),
    )


class _Update:
    """One write: papers that are new or take the place of others, and concepts whose decisions changed."""

    def __init__(
        self,
        store: GraphStore,
        papers: Sequence[PaperGraph],
        replaced: AbstractSet[str],
        curator: Curator,
        stale: AbstractSet[str],
    ) -> None:
        self._store, self._papers, self._replaced, self._curator, self._stale = store, papers, replaced, curator, stale
        self._vocabulary = curator.vocabulary
        self._batch = assemble(papers, self._vocabulary, curator)
        require_sound(derive_graph(self._batch, self._vocabulary))
        self._before = {node.id: node for node in store.read_nodes(NodeLabel.CONCEPT)}
        stored = store.paper_concepts()
        self._links = {(p.paper, p.concept) for p in stored}
        self._pairs = [*(p for p in stored if p.paper not in replaced), *self._batch.paper_concepts()]
        # Results count only where concepts may go or change, and take a query of their own.
        if replaced or stale:
            self._links.update(result_concepts(store))

    def write(self) -> WriteReport:
        """Write it, and what follows from the whole."""
        store, batch = self._store, self._batch
        concepts = self._concepts()
        derived = derive(self._pairs, concepts, self._vocabulary)
        final = [
            replace(node, properties={**_without_derived(node), **derived.concepts[concept]})
            for concept, node in concepts.items()
        ]
        links = {relationship.key: relationship for relationship in derived.relationships}
        stored_links = _stored_links(store)
        touched = [node for node in final if self._before.get(node.id) != node]
        others = [node for node in batch.nodes.values() if not is_concept_label(node.label)]
        # A replaced paper loses all its links, those that come out as before too.
        lost = {key for key in stored_links if key[1] in self._replaced or key[2] in self._replaced}
        new_links = [r for key, r in links.items() if key in lost or stored_links.get(key) != r]
        relationships = [*batch.relationships.values(), *new_links]

        kept = {paper.id for paper in self._papers}
        store.delete_papers(self._replaced - kept)
        store.clear_papers(self._replaced & kept)
        store.delete_relationships(sorted(stored_links.keys() - links.keys()))
        report = store.upsert(KnowledgeGraph.of([*others, *touched], relationships))
        n_orphans = store.delete_orphans()
        logger.info("removed %d concepts that no paper names any more", n_orphans)
        return report

    def _concepts(self) -> dict[str, Node]:
        """Return every concept that papers name after the write, without what follows from the whole."""
        batch = {node.id: node for node in self._batch.nodes.values() if is_concept_label(node.label)}
        if not (self._replaced or self._stale):
            return self._before | {
                concept: _merge_concept(self._before.get(concept), batch[concept]) for concept in batch
            }
        left = {(paper, concept) for paper, concept in self._links if paper not in self._replaced}
        present = batch.keys() | {concept for _, concept in left}
        lost = {concept for paper, concept in self._links if paper in self._replaced}
        anew = (lost | self._stale) & present
        names = self._names(anew, left)
        return {
            concept: self._named(concept, names[concept])
            if concept in anew
            else _merge_concept(self._before.get(concept), batch.get(concept))
            for concept in sorted(present)
        }

    def _names(self, concepts: AbstractSet[str], left: AbstractSet[tuple[str, str]]) -> Mapping[str, AbstractSet[str]]:
        """Return all names that papers give some concepts after the write."""
        coined = {concept for concept in concepts if self._vocabulary.get(concept) is None}
        papers = {paper for paper, concept in left if concept in coined}
        names = names_in_store(self._store, papers, coined, self._curator)
        for paper in self._papers:
            for concept in paper.concepts.keys() & coined:
                names[concept].update(paper.concepts[concept][1])
        return names

    def _named(self, concept: str, names: AbstractSet[str]) -> Node:
        kind = type_of(concept)
        assert kind is not None  # ids of concepts begin with their type
        return concept_node(concept, kind, names, self._vocabulary, self._curator)


def _merge_concept(before: Node | None, now: Node | None) -> Node:
    """Return a concept's node with the name that the papers of all runs together give it."""
    if before is None or now is None or not now.properties["coined"]:
        node = now or before
        assert node is not None
        return node
    name = choose_name([str(before.properties["name"]), str(now.properties["name"])])
    return replace(now, properties={**now.properties, "name": name})


def _without_derived(node: Node) -> Properties:
    return {key: value for key, value in node.properties.items() if key not in DERIVED_PROPERTIES}


def _stored_links(store: GraphStore) -> Mapping[RelationshipKey, Relationship]:
    return {r.key: r for relation in DERIVED_RELATIONS for r in store.read_relationships(relation)}
