"""Concept nodes from the vocabulary and from texts."""

from __future__ import annotations

import itertools

import pytest

from kg.concepts import choose_name, concept_node
from kg.graph import Node
from ontology.terms import ConceptType, NodeLabel
from ontology.vocabulary import Concept, Vocabulary

A100 = Concept(
    id="hardware:nvidia-a100",
    type=ConceptType.HARDWARE,
    name="NVIDIA A100",
    aliases=("Tesla A100", "A100"),
    properties={"vendor": "NVIDIA", "memory_gb": 40.0},
)


def test_known_concept_takes_name_and_facts_from_the_vocabulary() -> None:
    node = concept_node(A100.id, ConceptType.HARDWARE, ["a100s"], Vocabulary.of([A100]))

    assert node == Node(
        "hardware:nvidia-a100",
        NodeLabel.HARDWARE,
        {
            "name": "NVIDIA A100",
            "aliases": ("A100", "Tesla A100"),
            "uri": "https://w3id.org/scholargraph/id/hardware:nvidia-a100",
            "coined": False,
            "vendor": "NVIDIA",
            "memory_gb": 40.0,
        },
    )


def test_unknown_concept_is_coined_from_the_text() -> None:
    node = concept_node("method:viper", ConceptType.METHOD, ["VIPER", "Vipers"], Vocabulary.of([]))

    assert node.properties["name"] == "VIPER"
    assert node.properties["coined"] is True


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Vision Mambas", "Vision Mamba"], "Vision Mamba", id="singular before plural"),
        pytest.param(["gpt-x", "GPT-X"], "GPT-X", id="capitals before small letters"),
        pytest.param(["a-b", "a b"], "a b", id="code point order decides last"),
    ],
)
def test_name_is_the_same_in_every_order(names: list[str], expected: str) -> None:
    assert {choose_name(order) for order in itertools.permutations(names)} == {expected}


def test_name_is_the_same_in_every_division_into_batches() -> None:
    names = ["Deep Nets", "deep net", "Deep net", "DEEP NETS"]

    assert choose_name([choose_name(names[:2]), choose_name(names[2:])]) == choose_name(names)
