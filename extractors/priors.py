"""How sure a known name is, before anything else is known of the text."""

from __future__ import annotations

from extractors.lexicon import label_weights
from ontology.names import name_key
from ontology.terms import ConceptType

_DEFAULTS = {
    ConceptType.METHOD: 0.75,
    ConceptType.DATASET: 0.8,
    ConceptType.METRIC: 0.65,
    ConceptType.HARDWARE: 0.8,
    ConceptType.TASK: 0.65,
}


def name_confidence(label: str, concept_type: ConceptType) -> float:
    """Return how often a name of the vocabulary denotes its concept where a text has it."""
    return label_weights().get((name_key(label), concept_type), _DEFAULTS[concept_type])
