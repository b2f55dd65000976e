"""Links between papers: which ones belong together because they share rare concepts.

The weight of a link is the cosine of the two papers' concept vectors, each concept weighted by its inverse document
frequency (Salton and Buckley 1988) and by the role that it plays in the paper. A paper also has the concepts
above its own, fainter with each step (compare Ganesan, Garcia-Molina and Widom 2003): two papers with ResNet-50 and
ResNet-101 share ResNet. A concept counts the papers of those below it as its own, so a broad one is never rarer than a
narrow one. Concepts that very many papers share, the hubs, make no link: they would join everything with everything.
Those that a paper names itself still count in the length of its vector.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.graph import PaperConcept, Relationship
from ontology.terms import RelationType

MAX_LINKS_PER_PAPER = 10
_MIN_HUB_PAPERS = 10
_MIN_WEIGHT = 0.0001  # the last decimal that a weight keeps
_STEP = 0.5  # what a step up the hierarchy leaves of a concept's weight
_MAX_STEPS = 2
# A concept that is only background says less about a paper than one that it works with.
_RELATION_WEIGHTS = {RelationType.MENTIONS: 0.5}


def hub_limit(n_papers: int) -> int:
    """Return how many papers may share a concept before it counts as a hub.

    It grows with the square root of the corpus, so that the number of paper pairs that meet in one concept stays
    proportional to the corpus.

    >>> [hub_limit(n) for n in (10, 494, 13_913)]
    [10, 44, 235]
    """
    return max(_MIN_HUB_PAPERS, math.isqrt(4 * n_papers))


def document_frequencies(pairs: Iterable[PaperConcept]) -> Counter[str]:
    """Return in how many papers each concept occurs."""
    return Counter(concept for _, concept in {(p.paper, p.concept) for p in pairs})


def link_papers(
    pairs: Sequence[PaperConcept],
    broader: Mapping[str, Iterable[str]] | None = None,
    *,
    top_k: int = MAX_LINKS_PER_PAPER,
) -> list[Relationship]:
    """Return the SHARES_CONCEPTS relationships of a corpus, sorted.

    Args:
        pairs: Every paper with each of its concepts.
        broader: Concept -> those just above it.
        top_k: A link stays when it is among the strongest `top_k` of one of its two papers; ties go to the smaller id.

    Returns:
        One relationship for each pair kept, from the smaller id to the larger, with its weight in (0, 1], rounded to
        four decimals, and the shared concepts, rarest first. A broader concept is among them only where no shared
        concept below it says more, or where both papers name it.
    """
    corpus = _Corpus(pairs, broader or {})
    vectors = corpus.vectors()
    weights = _pair_weights(vectors, corpus.frequencies, corpus.limit)
    return [
        Relationship(
            RelationType.SHARES_CONCEPTS,
            left,
            right,
            {"weight": weights[left, right], "n_shared": len(shared), "concepts": shared},
        )
        for left, right in _strongest(weights, top_k)
        for shared in [corpus.shared(left, right)]
    ]


class _Corpus:
    """Papers with their concepts and those above them, and how many papers have each."""

    def __init__(self, pairs: Iterable[PaperConcept], broader: Mapping[str, Iterable[str]]) -> None:
        self._broader = broader
        self._own: dict[str, dict[str, float]] = defaultdict(dict)
        for pair in sorted(set(pairs)):
            own = self._own[pair.paper]
            own[pair.concept] = max(_RELATION_WEIGHTS.get(pair.relation, 1.0), own.get(pair.concept, 0.0))
        self._above: dict[str, Mapping[str, float]] = {}
        self._all = {paper: self._with_broader(own) for paper, own in self._own.items()}
        self.frequencies = Counter(concept for strengths in self._all.values() for concept in strengths)
        self.limit = hub_limit(len(self._own))

    def vectors(self) -> dict[str, dict[str, float]]:
        """Return for each paper its concepts with their weights, a vector of length one."""
        # Smoothed, so that a concept of every paper still weighs a little and a corpus of one paper has no zeros.
        n = len(self._own)
        rarity = {concept: math.log(1 + n / frequency) for concept, frequency in self.frequencies.items()}
        return {paper: self._vector(paper, rarity) for paper in self._own}

    def shared(self, left: str, right: str) -> tuple[str, ...]:
        """Return the concepts that two papers share, rarest first."""
        left_own, right_own = self._own[left], self._own[right]
        both = {
            concept
            for concept in self._all[left].keys() & self._all[right].keys()
            if self.frequencies[concept] <= self.limit
        }
        implied = {wide for concept in both for wide in self._ancestors(concept)}
        named = left_own.keys() & right_own.keys()
        return tuple(
            sorted((c for c in both if c in named or c not in implied), key=lambda c: (self.frequencies[c], c))
        )

    def _vector(self, paper: str, rarity: Mapping[str, float]) -> dict[str, float]:
        own = self._own[paper]
        vector = {
            concept: strength * rarity[concept]
            for concept, strength in self._all[paper].items()
            if concept in own or self.frequencies[concept] <= self.limit
        }
        norm = math.sqrt(math.fsum(w * w for w in vector.values()))
        return {concept: weight / norm for concept, weight in vector.items()}

    def _with_broader(self, own: Mapping[str, float]) -> Mapping[str, float]:
        """Return the concepts of a paper and those above them, with how strongly it has each, in (0, 1]."""
        strengths = dict(own)
        for concept, strength in own.items():
            for wide, share in self._ancestors(concept).items():
                strengths[wide] = max(strength * share, strengths.get(wide, 0.0))
        return strengths

    def _ancestors(self, concept: str) -> Mapping[str, float]:
        """Return the concepts above one with the share of its strength that they keep."""
        known = self._above.get(concept)
        if known is not None:
            return known
        found: dict[str, float] = {}
        level, share = [concept], 1.0
        for _ in range(_MAX_STEPS):
            share *= _STEP
            level = [wide for narrow in level for wide in self._broader.get(narrow, ()) if wide != concept]
            for wide in level:
                found.setdefault(wide, share)
        self._above[concept] = found
        return found


def _pair_weights(
    vectors: Mapping[str, Mapping[str, float]], frequencies: Mapping[str, int], limit: int
) -> dict[tuple[str, str], float]:
    """Return the cosine of each pair of papers that share a concept below the hub limit."""
    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for paper in sorted(vectors):
        for concept, weight in vectors[paper].items():
            if 1 < frequencies[concept] <= limit:
                postings[concept].append((paper, weight))
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for concept in sorted(postings):
        entries = postings[concept]
        for i, (left, left_weight) in enumerate(entries):
            for right, right_weight in entries[i + 1 :]:
                weights[left, right] += left_weight * right_weight
    return {pair: rounded for pair, w in weights.items() if (rounded := round(min(w, 1.0), 4)) >= _MIN_WEIGHT}


def _strongest(weights: Mapping[tuple[str, str], float], top_k: int) -> list[tuple[str, str]]:
    neighbours: dict[str, list[tuple[float, str, tuple[str, str]]]] = defaultdict(list)
    for pair, weight in weights.items():
        left, right = pair
        neighbours[left].append((-weight, right, pair))
        neighbours[right].append((-weight, left, pair))
    return sorted({entry[2] for entries in neighbours.values() for entry in heapq.nsmallest(top_k, entries)})
