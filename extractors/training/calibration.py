"""Threshold and confidence of a trained network: few numbers, chosen on the development papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.decoding import TYPES, SpanSettings
from extractors.mentions import Mention
from extractors.training.corpus import Targets
from extractors.training.labelling import AnnotatedSet, decode
from ontology.terms import ConceptType

Floats = NDArray[np.float64]

THRESHOLDS = tuple(round(0.35 + 0.025 * step, 3) for step in range(11))
# Spans below this probability are of no use to fit the confidence of those that are kept.
_MIN_PROBABILITY = 0.2
# Weight of the belief that slope and intercepts are 1 and 0, in observations: it holds where a type has few spans.
_PRIOR = 10.0
_N_STEPS = 1000
_TINY = 1e-4


@dataclass(frozen=True, slots=True)
class Judged:
    """Spans of the development papers.

    Attributes:
        probabilities: Of their types.
        types: Numbers of `TYPES`.
        right: Whether an annotator has the same span with the same type.
    """

    probabilities: Floats
    types: NDArray[np.int64]
    right: NDArray[np.bool_]


def same_threshold(value: float) -> SpanSettings:
    """Return settings with one threshold for all types."""
    return SpanSettings(thresholds=dict.fromkeys(TYPES, value))


def choose_threshold(f1: Callable[[float], float]) -> float:
    """Return the threshold of the best F1, where the neighbours on the scale count as well, against chance."""
    scores = np.array([f1(threshold) for threshold in THRESHOLDS])
    means = [scores[max(place - 1, 0) : place + 2].mean() for place in range(len(scores))]
    return THRESHOLDS[int(np.argmax(means))]


def judge(development: AnnotatedSet, targets: Targets) -> Judged:
    """Return the spans that a network sees, likely or not, and whether they are right."""
    rows: list[tuple[float, int, bool]] = []
    for number, (paper, words) in enumerate(zip(development.papers, development.words, strict=True)):
        own = slice(*development.corpus.word_bounds[number : number + 2])
        gold = {(concept.type, span) for concept in paper.concepts for span in concept.spans(paper.document.text)}
        mentions = decode(
            paper, words, Targets(targets.labels[own], targets.roles[own]), same_threshold(_MIN_PROBABILITY)
        )
        rows += [_row(mention, gold) for mention in mentions]
    return Judged(
        np.array([probability for probability, _, _ in rows], dtype=np.float64),
        np.array([concept_type for _, concept_type, _ in rows], dtype=np.int64),
        np.array([is_right for _, _, is_right in rows], dtype=np.bool_),
    )


def _row(mention: Mention, gold: set[tuple[ConceptType, tuple[int, int]]]) -> tuple[float, int, bool]:
    is_right = (mention.type, (mention.start, mention.end)) in gold
    return mention.confidence, TYPES.index(mention.type), is_right


def fit_confidence(judged: Judged) -> tuple[float, list[float]]:
    """Return the slope of all types and the intercept of each, by logistic regression on the log-odds.

    References:
        Platt (1999), Probabilistic Outputs for Support Vector Machines; Böhning and Lindsay (1988), Monotonicity of
        Quadratic-approximation Algorithms.
    """
    features = np.column_stack([log_odds(judged.probabilities), np.eye(len(TYPES))[judged.types]])
    prior = np.array([1.0, *[0.0] * len(TYPES)])
    weights = prior.copy()
    # A bound on the curvature instead of the curvature itself: no step goes too far.
    curvature = features.T @ features / 4 + _PRIOR * np.eye(len(weights))
    for _ in range(_N_STEPS):
        expected = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (judged.right - expected) - _PRIOR * (weights - prior)
        weights = weights + np.linalg.solve(curvature, gradient)
    slope, *intercepts = (round(float(weight), 3) for weight in weights)
    return slope, intercepts


def log_odds(probabilities: Floats) -> Floats:
    """Return log-odds, those of 0 and 1 kept finite."""
    clipped = np.clip(probabilities, _TINY, 1 - _TINY)
    return np.log(clipped / (1 - clipped))


def reliability(
    confidences: Floats, right: NDArray[np.bool_], *, borders: Sequence[float] = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
) -> list[dict[str, float | int]]:
    """Return mean confidence and share of right spans, range by range; ranges without a span are left out."""
    rows: list[dict[str, float | int]] = []
    for low, high in pairwise(borders):
        own = (confidences >= low) & ((confidences < high) | (high == borders[-1]))
        if own.any():
            mean, share = confidences[own].mean(), right[own].mean()
            rows.append({"from": low, "n": int(own.sum()), "confidence": round(mean, 3), "right": round(share, 3)})
    return rows
