"""The ledger of merges: every concept with two or more surfaces, each with the rule that linked it and its evidence.

It is read from the evidence lists of the graph, so it is the same for a store and for a graph in memory, in whatever
order and batches the papers came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from extractors.mentions import LinkReason
from kg.curation.decision import plain_surface, type_of
from kg.graph import KnowledgeGraph
from kg.store import GraphStore
from ontology.terms import PAPER_CONCEPT_RELATIONS, ConceptType, NodeLabel

_SHOWN_PAPERS = 3


@dataclass(frozen=True, slots=True)
class Witness:
    """A paper that uses a surface for a concept, with the first sentence that does."""

    paper: str
    quote: str


@dataclass(frozen=True, slots=True)
class Merge:
    """That a surface stands for a concept which has others too.

    Attributes:
        concept: Concept id.
        name: Canonical name of the concept.
        surface: As texts have it, with single blanks.
        reason: The rule that linked it.
        n_papers: How many papers do so.
        confidence: The highest among the relations that hold the evidence, in [0, 1].
        witnesses: The first papers, by id.
    """

    concept: str
    name: str
    surface: str
    reason: LinkReason
    n_papers: int
    confidence: float
    witnesses: tuple[Witness, ...]

    def to_row(self) -> dict[str, object]:
        """Return the merge as a row of a table."""
        return {
            "concept": self.name,
            "surface": self.surface,
            "reason": self.reason.value,
            "papers": self.n_papers,
            "first paper": self.witnesses[0].paper,
            "id": self.concept,
        }

    def to_json(self) -> dict[str, object]:
        """Return the merge as plain values."""
        return {
            "concept": self.concept,
            "name": self.name,
            "surface": self.surface,
            "reason": self.reason.value,
            "n_papers": self.n_papers,
            "confidence": self.confidence,
            "papers": [{"id": w.paper, "quote": w.quote} for w in self.witnesses],
        }


@dataclass(frozen=True, slots=True)
class _Use:
    """One span that stands for a concept."""

    concept: str
    surface: str
    reason: LinkReason
    paper: str
    start: int
    quote: str
    confidence: float


def merges(
    source: KnowledgeGraph | GraphStore,
    *,
    concepts: Collection[str] | None = None,
    concept_type: ConceptType | None = None,
    reason: LinkReason | None = None,
) -> list[Merge]:
    """Return the merges of a graph, by concept, the surface of most papers first.

    Args:
        source: A graph in memory, or an open store.
        concepts: Ids of the concepts that are asked for; all when None.
        concept_type: Only concepts of this type.
        reason: Only surfaces linked by this rule.
    """
    return [
        merge
        for found in surfaces(source, concepts=concepts)
        if len({merge.surface for merge in found}) > 1
        for merge in found
        if concept_type in (None, type_of(merge.concept)) and reason in (None, merge.reason)
    ]


def surfaces(source: KnowledgeGraph | GraphStore, *, concepts: Collection[str] | None = None) -> list[list[Merge]]:
    """Return for each concept, by id, all its surfaces, those of concepts with one surface included."""
    wanted = None if concepts is None else frozenset(concepts)
    uses, names = _of_graph(source, wanted) if isinstance(source, KnowledgeGraph) else _of_store(source, wanted)
    by_concept: dict[str, dict[tuple[str, LinkReason], list[_Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        by_concept[use.concept][use.surface, use.reason].append(use)
    return [
        sorted(
            (_merge(names.get(concept, concept), found) for found in by_concept[concept].values()),
            key=lambda merge: (-merge.n_papers, merge.surface, merge.reason),
        )
        for concept in sorted(by_concept)
    ]


def concept_names(store: GraphStore) -> list[tuple[str, str]]:
    """Return id and name of every concept of a store, by id."""
    return [(row["id"], row["name"]) for row in _run(store, "concept-names")]


def _merge(name: str, uses: list[_Use]) -> Merge:
    first: dict[str, _Use] = {}
    for use in sorted(uses, key=lambda use: (use.paper, use.start)):
        first.setdefault(use.paper, use)
    witnesses = [Witness(use.paper, use.quote) for use in first.values()]
    one = uses[0]
    confidence = max(use.confidence for use in uses)
    return Merge(
        one.concept, name, one.surface, one.reason, len(witnesses), confidence, tuple(witnesses[:_SHOWN_PAPERS])
    )


def _of_graph(graph: KnowledgeGraph, wanted: frozenset[str] | None) -> tuple[list[_Use], Mapping[str, str]]:
    """Return the spans that stand for some concepts, and the names of concepts."""
    found: list[_Use] = []
    for r in graph.relationships_typed(*PAPER_CONCEPT_RELATIONS):
        if wanted is None or r.end in wanted:
            paper = graph.nodes[r.start].properties
            found += _uses(r.start, r.end, f"{paper['title']}\n{paper['abstract']}", r.properties)
    return found, {node.id: str(node.properties["name"]) for node in graph.nodes_labelled(NodeLabel.CONCEPT)}


def _of_store(store: GraphStore, wanted: frozenset[str] | None) -> tuple[list[_Use], Mapping[str, str]]:
    """Return the spans that stand for some concepts, and the names of these concepts."""
    name, parameters = ("all-evidence", {}) if wanted is None else ("evidence-of-concepts", {"ids": sorted(wanted)})
    rows = _run(store, name, **parameters)
    papers = sorted({row["paper"] for row in rows})
    texts = {row["id"]: f"{row['title']}\n{row['abstract']}" for row in _run(store, "paper-texts", ids=papers)}
    uses = [use for row in rows for use in _uses(row["paper"], row["concept"], texts[row["paper"]], row)]
    return uses, {row["concept"]: row["name"] for row in rows}


def _uses(paper: str, concept: str, text: str, evidence: Mapping[str, Any]) -> Iterator[_Use]:
    """Yield the spans of one relation; facts that a person added have none."""
    starts, ends, quotes = (cast("Sequence[Any]", evidence[name]) for name in ("starts", "ends", "quotes"))
    reasons = evidence.get("link_reasons") or [LinkReason.UNKNOWN] * len(starts)
    for start, end, reason, quote in zip(starts, ends, reasons, quotes, strict=True):
        surface = plain_surface(text[start:end])
        if surface:
            yield _Use(concept, surface, LinkReason(reason), paper, start, quote, float(evidence["confidence"]))


@cache
def _statement(name: str) -> str:
    return files("kg").joinpath("cypher", "merging", f"{name}.cypher").read_text(encoding="utf-8")


def _run(store: GraphStore, name: str, **parameters: object) -> list[dict[str, Any]]:
    return store.query(_statement(name), parameters)
