from __future__ import annotations

import pytest
import spacy

from extractors.attributes import candidates
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
    doc = Gazetteer(VOCABULARY)(TOKENIZER(text))
    return [(doc[c.start : c.end].text, c.concept) for c in candidates(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a Mamba-based model", [("Mamba", "method:mamba")], id="suffix"),
        pytest.param("vision-transformers win", [("vision-transformers", "method:vision-transformer")], id="variant"),
        pytest.param("CIFAR10/Mamba", [("CIFAR10", "dataset:cifar-10"), ("Mamba", "method:mamba")], id="slash"),
        pytest.param("GPT-4-turbo", [], id="variant-part"),
        pytest.param("GPT-4-2024", [], id="version"),
        pytest.param("cross-attention", [], id="compound"),
        pytest.param("CNN-Transformer", [("Transformer", "method:transformer")], id="hybrid"),
        pytest.param("Adam and adam", [("Adam", "method:adam")], id="exact"),
        pytest.param("GANs, gans", [("GANs", "method:gan")], id="exact-plural"),
        pytest.param("Mambas ViTs", [("Mambas", "method:mamba"), ("ViTs", "method:vision-transformer")], id="alias"),
    ],
)
def test_gazetteer_finds_names_where_they_stand_for_themselves(text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


def test_gazetteer_takes_another_vocabulary() -> None:
    gazetteer = Gazetteer(VOCABULARY)
    gazetteer(TOKENIZER("Mamba"))
    gazetteer.use(Vocabulary.of([concept("Hyena")]))
    assert [c.concept for c in candidates(gazetteer(TOKENIZER("Mamba and Hyena")))] == ["method:hyena"]
