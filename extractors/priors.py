"""How sure a known name is, before anything else is known of the text."""

from __future__ import annotations

from extractors.lexicon import label_weights
from extractors.tokens import surface_key
from ontology.terms import ConceptType

# Share of the vocabulary's names that denote their concept, where 2,124 annotated abstracts have them: names written
# with a capital, and names in small letters, most of which are everyday words too.
_WITH_CAPITAL = {
    ConceptType.METHOD: 0.9,
    ConceptType.DATASET: 0.85,
    ConceptType.METRIC: 0.7,
    ConceptType.HARDWARE: 0.9,
    ConceptType.TASK: 0.75,
}
_IN_SMALL_LETTERS = {
    ConceptType.METHOD: 0.65,
    ConceptType.DATASET: 0.1,
    ConceptType.METRIC: 0.5,
    ConceptType.HARDWARE: 0.8,
    ConceptType.TASK: 0.55,
}


def name_confidence(surface: str, concept_type: ConceptType) -> float:
    """Return how often a surface that the vocabulary knows denotes its concept, in [0, 1]."""
    defaults = _IN_SMALL_LETTERS if surface.islower() else _WITH_CAPITAL
    return label_weights().get((surface_key(surface), concept_type), defaults[concept_type])
