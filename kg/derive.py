"""What follows from the graph as a whole: counts and dates of concepts, links between concepts and between papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from extractors.narrower import Parents
from kg.graph import KnowledgeGraph, PaperConcept, Properties, Relationship, Value, is_concept_label
from kg.links import document_frequencies, link_papers
from ontology.terms import RelationType
from ontology.vocabulary import Vocabulary

DERIVED_RELATIONS = (RelationType.BROADER, RelationType.SHARES_CONCEPTS)
DERIVED_PROPERTIES = ("n_papers", "first_seen")


@dataclass(frozen=True, slots=True)
class Derived:
    """What a corpus implies beyond its papers.

    Attributes:
        concepts: Concept id -> its n_papers and, where known, first_seen.
        relationships: BROADER and SHARES_CONCEPTS, sorted.
    """

    concepts: Mapping[str, Properties]
    relationships: tuple[Relationship, ...]


def derive(pairs: Sequence[PaperConcept], concepts: Iterable[str], vocabulary: Vocabulary) -> Derived:
    """Return what follows from all papers with their concepts.

    Args:
        pairs: Every paper with each of its concepts.
        concepts: The ids of all concepts of the graph, those that only a result names included.
        vocabulary: Says which concept is broader than which, with the words of the ids that it does not have.
    """
    ids = sorted(set(concepts))
    broader = _broader(ids, vocabulary)
    above: dict[str, list[str]] = defaultdict(list)
    for relationship in broader:
        above[relationship.start].append(relationship.end)
    return Derived(
        concepts=_concept_properties(pairs, ids),
        relationships=tuple(sorted([*broader, *link_papers(pairs, above)], key=lambda r: r.key)),
    )


def derive_graph(graph: KnowledgeGraph, vocabulary: Vocabulary) -> KnowledgeGraph:
    """Return a graph with what follows from it, in place of what followed before."""
    concepts = [node.id for node in graph.nodes.values() if is_concept_label(node.label)]
    derived = derive(graph.paper_concepts(), concepts, vocabulary)
    nodes = [
        replace(node, properties={**node.properties, **derived.concepts.get(node.id, {})})
        for node in graph.nodes.values()
    ]
    kept = [r for r in graph.relationships.values() if r.type not in DERIVED_RELATIONS]
    return KnowledgeGraph.of(nodes, [*kept, *derived.relationships])


def _concept_properties(pairs: Sequence[PaperConcept], ids: Iterable[str]) -> dict[str, Properties]:
    n_papers = document_frequencies(pairs)
    dates: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        if pair.published:
            dates[pair.concept].append(pair.published)
    properties: dict[str, Properties] = {}
    for concept in ids:
        own: dict[str, Value] = {"n_papers": n_papers[concept]}
        if concept in dates:
            own["first_seen"] = min(dates[concept])
        properties[concept] = own
    return properties


def _broader(ids: Sequence[str], vocabulary: Vocabulary) -> list[Relationship]:
    """Return each concept with the nearest broader ones that are in the graph; those between are passed over.

    Above a coined concept stands the known one that it is a kind of by the words of its id.
    """
    present, parents = set(ids), Parents(vocabulary)
    return [
        Relationship(RelationType.BROADER, narrow, broad)
        for narrow in ids
        for broad in sorted(_nearest_ancestors(narrow, present, vocabulary, parents))
    ]


def _nearest_ancestors(concept: str, present: AbstractSet[str], vocabulary: Vocabulary, parents: Parents) -> set[str]:
    found: set[str] = set()
    seen = {concept}
    waiting = [concept]
    while waiting:
        current = waiting.pop()
        known = vocabulary.get(current)
        for broad in known.broader if known else parents.of(current):
            if broad not in seen:
                seen.add(broad)
                (found.add if broad in present else waiting.append)(broad)
    return found
