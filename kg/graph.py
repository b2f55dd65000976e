"""The property graph as plain values: nodes, relationships, and the two together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ontology.terms import PAPER_CONCEPT_RELATIONS, ConceptType, NodeLabel, RelationType

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | tuple[int, ...]
Properties: TypeAlias = Mapping[str, Value]
RelationshipKey: TypeAlias = tuple[RelationType, str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node; its id is unique in the whole graph, for ids begin with their kind.

    Attributes:
        label: The most specific label; a concept's type implies the label Concept.
        properties: Without ``id``; no value is None, absent means unknown.
    """

    id: str
    label: NodeLabel
    properties: Properties = field(default_factory=dict)

    @property
    def labels(self) -> tuple[NodeLabel, ...]:
        """All labels of the node, the general one first."""
        return (NodeLabel.CONCEPT, self.label) if is_concept_label(self.label) else (self.label,)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes; there is at most one of a type from one node to another."""

    type: RelationType
    start: str
    end: str
    properties: Properties = field(default_factory=dict)

    @property
    def key(self) -> RelationshipKey:
        """What tells the relationship from every other."""
        return (self.type, self.start, self.end)


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """Nodes by id and relationships by key, both in sorted order."""

    nodes: Mapping[str, Node]
    relationships: Mapping[RelationshipKey, Relationship]

    @classmethod
    def of(cls, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> KnowledgeGraph:
        """Return the graph of some nodes and relationships; of two with one key the last counts."""
        by_id = {n.id: n for n in nodes}
        by_key = {r.key: r for r in relationships}
        return cls(dict(sorted(by_id.items())), dict(sorted(by_key.items())))

    def nodes_labelled(self, label: NodeLabel) -> Iterator[Node]:
        """Yield the nodes that carry a label, in the order of their ids."""
        return (n for n in self.nodes.values() if label in n.labels)

    def paper_concepts(self) -> list[PaperConcept]:
        """Return every paper with each of its concepts, sorted."""
        return sorted(
            PaperConcept(r.start, r.end, r.type, str(self.nodes[r.start].properties.get("published", "")))
            for r in self.relationships_typed(*PAPER_CONCEPT_RELATIONS)
        )

    def relationships_typed(self, *types: RelationType) -> Iterator[Relationship]:
        """Yield the relationships of the types given, in sorted order."""
        return (r for r in self.relationships.values() if r.type in types)


@dataclass(frozen=True, slots=True, order=True)
class PaperConcept:
    """That a paper relates to a concept: all that links between papers and counts of concepts are made of.

    Attributes:
        paper: Paper id.
        concept: Concept id.
        relation: The type of the relationship between the two.
        published: Date of the paper, ISO 8601; empty where unknown.
    """

    paper: str
    concept: str
    relation: RelationType
    published: str = ""


_CONCEPT_LABELS = frozenset(t.value for t in ConceptType)


def is_concept_label(label: str) -> bool:
    """Return whether a label names one of the five concept types."""
    return label in _CONCEPT_LABELS
