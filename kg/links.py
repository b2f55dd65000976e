"""Links between papers: which ones belong together because they share rare concepts.

The weight of a link is the cosine of the two papers' concept vectors, each concept weighted by its inverse document
frequency (Salton and Buckley 1988) and by the role that it plays in the paper. Concepts that very many papers share,
the hubs, make no link: they would join everything with everything. They still count in the length of the vectors.
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


def link_papers(pairs: Sequence[PaperConcept], *, top_k: int = MAX_LINKS_PER_PAPER) -> list[Relationship]:
    """Return the SHARES_CONCEPTS relationships of a corpus, sorted.

    Args:
        pairs: Every paper with each of its concepts.
        top_k: A link stays when it is among the strongest `top_k` of one of its two papers; ties go to the smaller id.

    Returns:
        One relationship for each pair kept, from the smaller id to the larger, with its weight in (0, 1], rounded to
        four decimals, and the shared concepts, rarest first.
    """
    frequencies = document_frequencies(pairs)
    vectors = _concept_vectors(pairs, frequencies)
    limit = hub_limit(len(vectors))
    weights = _pair_weights(vectors, frequencies, limit)
    return [_link(pair, weights[pair], vectors, frequencies, limit) for pair in _strongest(weights, top_k)]


def _concept_vectors(pairs: Iterable[PaperConcept], frequencies: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Return for each paper its concepts with their weights, a vector of length one."""
    vectors: dict[str, dict[str, float]] = defaultdict(dict)
    pairs = sorted(set(pairs))
    n_papers = len({p.paper for p in pairs})
    for pair in pairs:
        # Smoothed, so that a concept of every paper still weighs a little and a corpus of one paper has no zeros.
        idf = math.log(1 + n_papers / frequencies[pair.concept])
        weight = idf * _RELATION_WEIGHTS.get(pair.relation, 1.0)
        vector = vectors[pair.paper]
        vector[pair.concept] = max(weight, vector.get(pair.concept, 0.0))
    return {paper: _unit_length(vector) for paper, vector in vectors.items()}


def _unit_length(vector: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(math.fsum(w * w for w in vector.values()))
    return {concept: weight / norm for concept, weight in vector.items()}


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


def _link(
    pair: tuple[str, str],
    weight: float,
    vectors: Mapping[str, Mapping[str, float]],
    frequencies: Mapping[str, int],
    limit: int,
) -> Relationship:
    left, right = pair
    shared = [c for c in vectors[left].keys() & vectors[right].keys() if frequencies[c] <= limit]
    shared.sort(key=lambda concept: (frequencies[concept], concept))
    return Relationship(
        RelationType.SHARES_CONCEPTS,
        left,
        right,
        {"weight": weight, "n_shared": len(shared), "concepts": tuple(shared)},
    )
