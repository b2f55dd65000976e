"""What ships: the network as an ONNX file, and next to it what was chosen and measured on the development papers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.decoding import LABELS, N_LABELS, ROLES, TYPES
from extractors.evaluate import Scores
from extractors.tagger_network import Calibration, ModelCard, TaggerNetwork, open_session
from extractors.training.calibration import (
    Judged,
    choose_threshold,
    fit_confidence,
    judge,
    reliability,
    same_threshold,
)
from extractors.training.corpus import Targets
from extractors.training.labelling import AnnotatedSet
from extractors.wordpiece import WordPieces


def open_network(path: Path, card: ModelCard, word_pieces: WordPieces) -> TaggerNetwork:
    """Return the network of a file that may not ship yet."""
    return TaggerNetwork(open_session(path, "cpu"), card, word_pieces)


def predict_released(network: TaggerNetwork, development: AnnotatedSet) -> Targets:
    """Return the probabilities of the development papers by the network that ships, run as it is run there."""
    corpus = development.corpus
    labels = np.zeros((len(corpus.shapes), N_LABELS), dtype=np.float16)
    roles = np.zeros((len(corpus.shapes), len(ROLES)), dtype=np.float16)
    for number, words in enumerate(development.words):
        own = slice(*corpus.word_bounds[number : number + 2])
        if len(words):
            labels[own], roles[own] = network.probabilities(words, corpus.known[own].astype(np.int64))
    return Targets(labels, roles)


def describe(network: TaggerNetwork, development: AnnotatedSet, *, name: str, threshold: float | None = None) -> str:
    """Return the JSON file of a network.

    Args:
        network: As it ships.
        development: The papers to choose and to measure on.
        name: What the network is, in words.
        threshold: Of all types; the best for the network alone when None.
    """
    targets = predict_released(network, development)
    if threshold is None:
        threshold = choose_threshold(lambda t: development.score(targets, same_threshold(t)).strict.overall.f1)
    evaluation = development.score(targets, same_threshold(threshold))
    judged = judge(development, targets)
    slope, intercepts = fit_confidence(judged)
    calibration = {t.value: {"slope": slope, "intercept": i} for t, i in zip(TYPES, intercepts, strict=True)}
    values = {
        "profile": network.card.profile,
        "version": network.card.version,
        "network": name,
        "labels": LABELS,
        "roles": [role.value for role in ROLES],
        "features": ["word pieces", "word shapes", "known names"],
        "thresholds": {t.value: threshold for t in TYPES},
        "calibration": calibration,
        "figures": {
            "papers": len(development.papers),
            "strict": _figures(evaluation.strict),
            "lenient": _figures(evaluation.lenient),
            "reliability": reliability(*_kept(judged, slope, intercepts, threshold)),
        },
    }
    return json.dumps(values, indent=2) + "\n"


def _figures(scores: Scores) -> dict[str, object]:
    overall = scores.overall
    return {
        "f1": round(overall.f1, 3),
        "precision": round(overall.precision, 3),
        "recall": round(overall.recall, 3),
        "types": {t.value: round(scores.types[t].f1, 3) for t in TYPES},
        "roles": round(scores.role_accuracy, 3),
    }


def _kept(
    judged: Judged, slope: float, intercepts: list[float], threshold: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the confidence of the spans above the threshold, and whether they are right."""
    kept = judged.probabilities >= threshold
    scales = [Calibration(slope, intercept) for intercept in intercepts]
    pairs = zip(judged.probabilities[kept], judged.types[kept], strict=True)
    return np.array([scales[t].confidence(float(p)) for p, t in pairs]), judged.right[kept]
