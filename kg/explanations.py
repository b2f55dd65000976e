"""What two papers share, in words: "both evaluate on GMTKN55; both use OrbNet"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ontology.terms import PAPER_CONCEPT_RELATIONS, RelationType

# Relation -> what several papers do, what one does.
VERBS: Mapping[RelationType, tuple[str, str]] = {
    RelationType.INTRODUCES: ("introduce", "introduces"),
    RelationType.USES: ("use", "uses"),
    RelationType.EVALUATES_ON: ("evaluate on", "evaluates on"),
    RelationType.REPORTS: ("report", "reports"),
    RelationType.RUNS_ON: ("run on", "runs on"),
    RelationType.ADDRESSES: ("address", "addresses"),
    RelationType.COMPARES_WITH: ("compare with", "compares with"),
    RelationType.MENTIONS: ("mention", "mentions"),
}
_STEPS = 2  # as in `kg.links`
_MAX_KINDS = 3  # narrower concepts that are named
_PLACE = "{}"  # of the names in a phrase


@dataclass(frozen=True)
class Relations:
    """Some papers with their relations to concepts, and the hierarchy above these.

    Attributes:
        of_paper: Paper id -> concept id -> types of the relationships between the two.
        above: Concept id -> ids of the concepts just above it.
        names: Concept id -> name.
    """

    of_paper: Mapping[str, Mapping[str, frozenset[RelationType]]]
    above: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def explain(self, paper: str, other: str, concepts: Iterable[str]) -> str:
        """Return in one line what two papers share.

        Args:
            paper: Id of the paper that was asked for, "this one".
            other: Id of the other.
            concepts: Ids of the shared concepts, the most telling first.
        """
        said: dict[str, list[str]] = defaultdict(list)
        for concept in concepts:
            said[self._verb(paper, other, concept)].append(self._phrase(paper, other, concept))
        return "; ".join(verb.replace(_PLACE, _listed(phrases)) for verb, phrases in said.items())

    def _verb(self, paper: str, other: str, concept: str) -> str:
        """Return what the two papers do with a concept, with a place for its name."""
        left, right = (self._relations(p, concept) for p in (paper, other))
        common = [relation for relation in PAPER_CONCEPT_RELATIONS if relation in left & right]
        if common:
            return f"both {VERBS[common[0]][0]} {_PLACE}"
        own, others = (next((r for r in PAPER_CONCEPT_RELATIONS if r in found), None) for found in (left, right))
        if own is None or others is None:
            return f"both share {_PLACE}"
        return f"this one {VERBS[own][1]} {_PLACE}, which the other {VERBS[others][1]}"

    def _phrase(self, paper: str, other: str, concept: str) -> str:
        name = self.names.get(concept, concept)
        narrow = [self._kinds(p, concept) for p in (paper, other)]
        if not any(narrow):
            return name
        kinds = list(dict.fromkeys(self.names.get(kind, kind) for found in narrow for kind in found))
        more = f", {len(kinds) - _MAX_KINDS} more" if len(kinds) > _MAX_KINDS else ""
        return f"{name} ({', '.join(kinds[:_MAX_KINDS])}{more})"

    def _relations(self, paper: str, concept: str) -> frozenset[RelationType]:
        """Return how a paper relates to a concept, or where it does not name it, to those below."""
        own = self.of_paper.get(paper, {})
        if concept in own:
            return own[concept]
        return frozenset(relation for kind in self._kinds(paper, concept) for relation in own[kind])

    def _kinds(self, paper: str, concept: str) -> list[str]:
        """Return the concepts of a paper below one that it does not name itself."""
        own = self.of_paper.get(paper, {})
        return [] if concept in own else [kind for kind in sorted(own) if concept in self._ancestors(kind)]

    def _ancestors(self, concept: str) -> Iterator[str]:
        level = [concept]
        for _ in range(_STEPS):
            level = [wide for narrow in level for wide in self.above.get(narrow, ())]
            yield from level


def _listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them.

    >>> _listed(["A"]), _listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
