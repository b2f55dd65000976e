from __future__ import annotations

import numpy as np
import spacy
from spacy.tokens import Span

from extractors.attributes import CONCEPTS
from extractors.decoding import ROLES
from extractors.learned_roles import likeliest_role, set_roles
from ontology.terms import Role


def test_role_is_the_likeliest_over_all_mentions() -> None:
    scores = np.log(np.array([[0.5, 0.4, 0.05, 0.05], [0.01, 0.9, 0.05, 0.04]], dtype=np.float32))
    assert likeliest_role(scores, [0]) is Role.INTRODUCED
    assert likeliest_role(scores, [0, 1]) is Role.USED


def test_introduced_needs_to_be_only_nearly_the_likeliest() -> None:
    near, far = np.log(np.array([[0.2, 0.6, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1]], dtype=np.float32))
    assert likeliest_role(near[None], [0]) is Role.INTRODUCED
    assert likeliest_role(far[None], [0]) is Role.USED


def test_mentions_of_one_concept_share_their_role() -> None:
    doc = spacy.blank("en")("Adam beats SGD , says Adam")
    scores = np.full((len(doc), len(ROLES)), -3.0, dtype=np.float32)
    scores[0, ROLES.index(Role.MENTIONED)] = -1.0
    scores[5, ROLES.index(Role.USED)] = -0.1
    scores[2, ROLES.index(Role.COMPARED)] = -0.1
    doc._.role_scores = scores
    doc.spans[CONCEPTS] = [
        Span(doc, start, start + 1, label="Method", kb_id=concept) for start, concept in ((0, "a"), (2, "s"), (5, "a"))
    ]
    assert [span._.role for span in set_roles(doc).spans[CONCEPTS]] == ["used", "compared", "used"]


def test_doc_without_concepts_needs_no_scores() -> None:
    doc = spacy.blank("en")("nothing here")
    assert set_roles(doc) is doc
