"""Which nodes of a graph a picture shows."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.graph import KnowledgeGraph
from kg.viz.palette import PALETTE
from ontology.terms import PAPER_CONCEPT_RELATIONS, RelationType

Neighbours = Mapping[str, frozenset[str]]

# What counts as a connection. Links between papers follow from shared concepts, the hierarchy from the vocabulary:
# counting either would rank nodes by what no paper says.
COUNTED_RELATIONS = PAPER_CONCEPT_RELATIONS
DRAWN_RELATIONS = (*COUNTED_RELATIONS, RelationType.BROADER)

# A concept that a single paper names connects nothing.
_MIN_CORE = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """The cut of a graph that is drawn.

    Attributes:
        nodes: Ids, the node with most connections first, equal ones in the order of their ids.
        links: Pairs of ids with both ends in `nodes`, the smaller id first, sorted.
        degrees: Number of distinct neighbours in the whole graph, for every paper and concept.
    """

    nodes: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    degrees: Mapping[str, int]

    @property
    def n_total(self) -> int:
        """Papers and concepts in the whole graph."""
        return len(self.degrees)

    @property
    def cut(self) -> str:
        """What part of the graph is drawn, in words: ``top 600 of 3,412 nodes``."""
        if len(self.nodes) == self.n_total:
            return f"all {self.n_total:,} nodes"
        return f"top {len(self.nodes):,} of {self.n_total:,} nodes"


def select_nodes(graph: KnowledgeGraph, *, max_nodes: int) -> Selection:
    """Return the best connected papers and concepts of a graph, and the links among them.

    A graph that fits is shown whole, but for nodes without connections. From a larger one the node with the fewest
    connections left is taken away again and again: first concepts of a single paper, last the dense core with its hubs.

    Args:
        graph: Results are no candidates, they belong to their papers.
        max_nodes: Upper bound; fewer come back if the others are leaves.

    Raises:
        ValueError: The bound is below 1.

    References:
        Batagelj and Zaveršnik (2003), An O(m) Algorithm for Cores Decomposition of Networks.
    """
    if max_nodes < 1:
        raise ValueError(f"max_nodes must be at least 1, not {max_nodes}")
    neighbours = _neighbours(graph)
    degrees = {node: len(others) for node, others in neighbours.items()}
    kept = _kept(_core_numbers(neighbours), max_nodes)
    nodes = tuple(sorted(kept, key=lambda node: (-degrees[node], node)))
    return Selection(nodes, _links(graph, kept), degrees)


def _neighbours(graph: KnowledgeGraph) -> Neighbours:
    neighbours: dict[str, set[str]] = {n.id: set() for n in graph.nodes.values() if n.label in PALETTE}
    for relationship in graph.relationships_typed(*COUNTED_RELATIONS):
        neighbours[relationship.start].add(relationship.end)
        neighbours[relationship.end].add(relationship.start)
    return {node: frozenset(others) for node, others in neighbours.items()}


def _core_numbers(neighbours: Neighbours) -> dict[str, int]:
    """Return the core number of every node, in the order in which nodes are peeled off.

    Of nodes with equally many connections left, that with fewer in the whole graph goes first: hubs stay.
    """
    by_id = sorted(neighbours, reverse=True)
    order = sorted(by_id, key=lambda node: len(neighbours[node]))
    rank = {node: i for i, node in enumerate(order)}
    left = {node: len(others) for node, others in neighbours.items()}
    heap = [(left[node], rank[node]) for node in order]
    cores: dict[str, int] = {}
    core = 0
    while heap:
        n_left, position = heapq.heappop(heap)
        node = order[position]
        if node in cores or n_left != left[node]:
            continue
        core = max(core, n_left)
        cores[node] = core
        for other in neighbours[node]:
            if other not in cores:
                left[other] -= 1
                heapq.heappush(heap, (left[other], rank[other]))
    return cores


def _kept(cores: Mapping[str, int], max_nodes: int) -> frozenset[str]:
    connected = [node for node, core in cores.items() if core > 0]
    if len(connected) <= max_nodes:
        return frozenset(connected)
    dense = [node for node in connected if cores[node] >= _MIN_CORE]
    return frozenset((dense or connected)[-max_nodes:])


def _links(graph: KnowledgeGraph, kept: frozenset[str]) -> tuple[tuple[str, str], ...]:
    pairs: Iterable[tuple[str, str]] = (
        (min(r.start, r.end), max(r.start, r.end)) for r in graph.relationships_typed(*DRAWN_RELATIONS)
    )
    return tuple(sorted({pair for pair in pairs if kept.issuperset(pair)}))
