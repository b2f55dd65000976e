from __future__ import annotations

import pytest

from extractors.errors import ModelError
from extractors.tagger_network import Calibration, ModelCard, load_network
from ontology.terms import ConceptType

CARD = """{"profile": "fast", "version": "1.2", "network": "CNN",
 "thresholds": {"Method": 0.4}, "calibration": {"Method": {"slope": 2.0, "intercept": -1.0}}}"""


def test_card_holds_thresholds_and_calibration() -> None:
    card = ModelCard.from_json(CARD)
    assert card.extractor == "concept_tagger_fast@1.2"
    assert card.settings.thresholds == {ConceptType.METHOD: 0.4}
    assert card.calibration == {ConceptType.METHOD: Calibration(2.0, -1.0)}


@pytest.mark.parametrize(
    ("calibration", "probability", "confidence"),
    [(Calibration(), 0.7, 0.7), (Calibration(2.0, -1.0), 0.5, 0.2689), (Calibration(), 1.0, 0.9999)],
    ids=["none", "platt", "certain"],
)
def test_calibration_maps_probabilities(calibration: Calibration, probability: float, confidence: float) -> None:
    assert calibration.confidence(probability) == pytest.approx(confidence, abs=1e-4)


def test_missing_network_is_named() -> None:
    with pytest.raises(ModelError, match="no trained model 'huge' in this installation"):
        load_network("huge")
