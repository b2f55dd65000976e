from __future__ import annotations

import spacy

from extractors.attributes import Candidate, add_candidates, candidates, register_attributes
from ontology.terms import ConceptType


def test_candidates_of_components_add_up() -> None:
    doc = spacy.blank("en")("one two")
    first = Candidate(0, 1, ConceptType.METHOD, 0.5, "a@1")
    second = Candidate(0, 1, ConceptType.TASK, 0.6, "b@1")
    add_candidates(doc, [first])
    add_candidates(doc, [second])
    assert candidates(doc) == [first, second]


def test_candidates_of_docs_stay_apart() -> None:
    nlp = spacy.blank("en")
    add_candidates(nlp("one"), [Candidate(0, 1, ConceptType.METHOD, 0.5, "a@1")])
    assert candidates(nlp("one")) == []


def test_registering_twice_keeps_values() -> None:
    doc = spacy.blank("en")("one")
    doc._.title_end = 7
    register_attributes()
    assert doc._.title_end == 7
