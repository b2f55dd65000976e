"""How pictures word the relationship types, read from either end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.terms import RelationType


@dataclass(frozen=True, slots=True)
class Phrase:
    """The heading over the neighbours of a node, by the end at which the node stands."""

    from_start: str
    from_end: str


PHRASES: Mapping[RelationType, Phrase] = {
    RelationType.INTRODUCES: Phrase("Introduces", "Introduced by"),
    RelationType.USES: Phrase("Uses", "Used by"),
    RelationType.EVALUATES_ON: Phrase("Evaluates on", "Evaluated on by"),
    RelationType.REPORTS: Phrase("Reports", "Reported by"),
    RelationType.RUNS_ON: Phrase("Runs on", "Run on by"),
    RelationType.ADDRESSES: Phrase("Addresses", "Addressed by"),
    RelationType.COMPARES_WITH: Phrase("Compares with", "Compared with by"),
    RelationType.MENTIONS: Phrase("Mentions", "Mentioned by"),
    RelationType.HAS_RESULT: Phrase("Has result", "Result of"),
    RelationType.OF_METRIC: Phrase("Metric", "Results"),
    RelationType.ON_DATASET: Phrase("Dataset", "Results"),
    RelationType.OF_METHOD: Phrase("Method", "Results"),
    RelationType.ON_HARDWARE: Phrase("Hardware", "Results"),
    RelationType.FOR_TASK: Phrase("Task", "Results"),
    RelationType.BROADER: Phrase("Broader", "Narrower"),
    RelationType.SHARES_CONCEPTS: Phrase("Related papers", "Related papers"),
}
