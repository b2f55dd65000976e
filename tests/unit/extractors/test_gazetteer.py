from __future__ import annotations

import pytest
import spacy

from extractors.gazetteer import Gazetteer
from extractors.tokens import create_tokenizer
from ontology.names import concept_id
from ontology.terms import ConceptType
from ontology.vocabulary import Concept, MatchRule, Vocabulary

TOKENIZER = create_tokenizer(spacy.blank("en"))


def concept(name: str, *aliases: str, exact: bool = False, kind: ConceptType = ConceptType.METHOD) -> Concept:
    rule = MatchRule.EXACT if exact else MatchRule.ANY
    return Concept(concept_id(kind, name), kind, name, aliases, rule)


VOCABULARY = Vocabulary.of(
    [
        concept("Mamba"),
        concept("GPT-4"),
        concept("Adam", exact=True),
        concept("GAN", exact=True),
        concept("Transformer"),
        concept("attention"),
        concept("Vision Transformer", "ViT"),
        concept("CIFAR-10", kind=ConceptType.DATASET),
    ]
)


def find(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], kind.value) for start, end, kind in Gazetteer(VOCABULARY).names(TOKENIZER(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a Mamba-based model", [("Mamba", "Method")], id="suffix"),
        pytest.param("vision-transformers win", [("vision-transformers", "Method")], id="variant"),
        pytest.param("CIFAR10/Mamba", [("CIFAR10", "Dataset"), ("Mamba", "Method")], id="slash"),
        pytest.param("GPT-4-turbo", [], id="variant-part"),
        pytest.param("GPT-4-2024", [], id="version"),
        pytest.param("cross-attention", [], id="compound"),
        pytest.param("CNN-Transformer", [("Transformer", "Method")], id="hybrid"),
        pytest.param("Adam and adam", [("Adam", "Method")], id="exact"),
        pytest.param("GANs, gans", [("GANs", "Method")], id="exact-plural"),
        pytest.param("Mambas ViTs", [("Mambas", "Method"), ("ViTs", "Method")], id="alias"),
    ],
)
def test_gazetteer_finds_names_where_they_stand_for_themselves(text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


def test_gazetteer_takes_another_vocabulary() -> None:
    gazetteer, doc = Gazetteer(VOCABULARY), TOKENIZER("Mamba and Hyena")
    assert list(gazetteer.names(doc)) == [(0, 5, ConceptType.METHOD)]
    gazetteer.use(Vocabulary.of([concept("Hyena", kind=ConceptType.DATASET)]))
    assert list(gazetteer.names(doc)) == [(10, 15, ConceptType.DATASET)]
