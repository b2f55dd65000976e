"""Threshold and confidence: few numbers that do not follow chance."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.training.calibration import THRESHOLDS, Judged, choose_threshold, fit_confidence, reliability

pytestmark = pytest.mark.training


def test_threshold_is_that_of_the_best_neighbourhood() -> None:
    scores = dict.fromkeys(THRESHOLDS, 0.5) | {0.35: 0.9, 0.5: 0.8, 0.525: 0.8, 0.55: 0.8}
    assert choose_threshold(scores.__getitem__) == 0.525


def test_confidence_of_types_without_spans_is_that_of_all() -> None:
    rng = np.random.default_rng(1)
    probabilities = rng.uniform(0.2, 0.99, 4000)
    slope, intercepts = fit_confidence(Judged(probabilities, np.zeros(4000, int), rng.random(4000) < probabilities))
    assert slope == pytest.approx(1.0, abs=0.1)
    assert intercepts == [pytest.approx(0.0, abs=0.1), 0.0, 0.0, 0.0, 0.0]


def test_confidence_corrects_a_network_that_is_too_sure() -> None:
    probabilities = np.repeat([0.6, 0.98], 500)
    right = np.tile([True, True, True, False], 250)
    slope, intercepts = fit_confidence(Judged(probabilities, np.ones(1000, int), right))
    assert slope < 0.2
    assert intercepts[1] == pytest.approx(1.0, abs=0.2)


def test_reliability_leaves_out_empty_ranges() -> None:
    rows = reliability(np.array([0.55, 0.95, 1.0]), np.array([False, True, True]))
    assert rows == [
        {"from": 0.5, "n": 1, "confidence": 0.55, "right": 0.0},
        {"from": 0.9, "n": 2, "confidence": 0.975, "right": 1.0},
    ]
