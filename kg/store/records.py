"""What a store tells: counts, rows and hits, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ontology.terms import NodeLabel, RelationType


class Dialect(StrEnum):
    """The two engines behind one Cypher, where their setting up or their full text differ."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What one write did: how much it was given, and how much of that the store did not hold yet."""

    n_nodes: int
    n_new_nodes: int
    n_relationships: int
    n_new_relationships: int


@dataclass(frozen=True, slots=True)
class GraphCounts:
    """How much a store holds.

    Attributes:
        nodes: Every label of the ontology -> nodes that carry it; each concept counts under its type and under Concept.
        relationships: Every relationship type of the ontology -> relationships.
    """

    papers: int
    nodes: Mapping[NodeLabel, int]
    relationships: Mapping[RelationType, int]

    @property
    def n_nodes(self) -> int:
        """All nodes, each counted once."""
        return self.nodes[NodeLabel.PAPER] + self.nodes[NodeLabel.CONCEPT] + self.nodes[NodeLabel.RESULT]

    @property
    def n_relationships(self) -> int:
        """All relationships."""
        return sum(self.relationships.values())


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A paper or concept that a text search finds.

    Attributes:
        label: Paper, or the type of the concept.
        name: Title of the paper, or canonical name of the concept.
        score: In (0, 1].
    """

    id: str
    label: NodeLabel
    name: str
    score: float
