"""Spelling variants of a name are equal; numbers, sizes, versions and marks never are levelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.spelling import american
from ontology.terms import ConceptType
from ontology.variants import counting_parts, id_part, variant_key, variant_words


def key(name: str, concept_type: ConceptType | None = None) -> str:
    return variant_key(variant_words(name, concept_type))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("pre-training", "pretraining", id="prefix"),
        pytest.param("Soft Actor-Critic", "soft actor critic", id="hyphen"),
        pytest.param("multi-object tracking", "multiple object tracking", id="word"),
        pytest.param("vector quantisation", "Vector Quantization", id="british"),
        pytest.param("behavioural modelling", "behavioral modeling", id="british-twice"),
        pytest.param("k-nearest neighbours", "$k$-Nearest Neighbor", id="tex"),
        pytest.param(r"$\beta$-VAE", "β-VAE", id="tex-greek"),
        pytest.param("β-VAE", "beta VAE", id="greek"),
        pytest.param("Matérn kernel", "Matern kernel", id="accent"),
        pytest.param(r"G\"odel machine", "Gödel machine", id="tex-accent"),
        pytest.param(r"Fr\'{e}chet distance", "Fréchet distance", id="tex-accent-in-braces"),
        pytest.param(r"\textbf{P}ick-and-\textbf{P}lay", "pick and play", id="tex-bold"),
        pytest.param("multi-modal fusion", "multimodal fusion", id="two-words"),
        pytest.param("mean square error", "mean squared error", id="participle"),
        pytest.param("uncertainty metrics", "uncertainty metric", id="plural-in-ics"),
        pytest.param("Pearson's correlation", "Pearson correlation", id="possessive"),
        pytest.param("rate of convergence", "convergence rate", id="word-order"),
        pytest.param("number of parameters", "parameter count", id="count"),
        pytest.param("Macro-averaged F1", "macro F1", id="averaged"),
        pytest.param("LLM-as-a-judge", "LLM as Judge", id="article"),
        pytest.param("3-dimensional U-Net", "3D UNet", id="dimension"),
        pytest.param("32-bit floating point", "FP32", id="bits"),
        pytest.param("YOLOv5", "YOLO 5", id="version"),
        pytest.param("GPT2", "GPT-2", id="letter-digit"),
        pytest.param("A100s", "A100", id="plural-of-a-model"),
        pytest.param("SQuAD 2.0", "SQuAD v2", id="point-zero"),
        pytest.param("hand-engineered features", "handcrafted feature", id="synonym"),
    ],
)
def test_variants_share_a_key(first: str, second: str) -> None:
    assert key(first) == key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("WMT 2014 English-to-German", "WMT'14 English-German"),
        ("AIME 2025", "AIME25"),
        ("2019 Tumor Challenge", "Tumor Challenge 2019"),
    ],
)
def test_names_of_datasets_may_cut_the_year(first: str, second: str) -> None:
    assert key(first, ConceptType.DATASET) == key(second, ConceptType.DATASET)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("GPT-3", "GPT-4"),
        ("CIFAR-10", "CIFAR-100"),
        ("top-1", "top-5"),
        ("ResNet-50", "ResNet-101"),
        ("Llama-2-7B", "Llama-2-13B"),
        ("StarCraft", "StarCraft II"),
        ("A100", "H100"),
        ("Foo v1", "Foo v2"),
        ("GSM8K", "GSM8K+"),
        ("C", "C++"),
        ("A", "A*"),
        ("k-means", "k-means++"),
        ("RRT", "RRT*"),
        ("mAP", "mAP@0.5"),
        ("AIME 2024", "AIME 2025"),
        ("L40", "L40S"),
        ("MultiPL-E", "multiple"),
        ("Llama 2 7B", "Llama 27B"),
        ("supervised learning", "self-supervised learning"),
    ],
)
@pytest.mark.parametrize("concept_type", [ConceptType.METHOD, ConceptType.DATASET])
def test_what_counts_stays_apart(first: str, second: str, concept_type: ConceptType) -> None:
    assert key(first, concept_type) != key(second, concept_type)


@pytest.mark.parametrize(
    "word",
    ["noise", "denoise", "pairwise", "supervised", "enterprise", "four", "source", "contour", "core", "stalling"],
)
def test_american_leaves_words_that_only_look_british(word: str) -> None:
    assert american(word) == word


@pytest.mark.parametrize(
    ("british", "expected"),
    [("generalisation", "generalization"), ("tumour", "tumor"), ("millimetre", "millimeter"), ("analyse", "analyze")],
)
def test_american_spells_british_words(british: str, expected: str) -> None:
    assert american(british) == expected


@given(st.text(max_size=40), st.sampled_from([None, *ConceptType]))
def test_any_text_has_words_and_a_part_of_an_id(name: str, concept_type: ConceptType | None) -> None:
    words = variant_words(name, concept_type)

    assert all(words)
    assert " " not in id_part(words)
    assert variant_words(" ".join(words).swapcase(), concept_type) is not None


@given(st.from_regex(r"[A-Za-z]{2,8}[- ][1-9]\d{0,2}", fullmatch=True), st.integers(1, 999))
def test_another_number_is_another_key(name: str, number: int) -> None:
    other = name.rstrip("0123456789") + str(number)

    assert (key(name) == key(other)) == (name == other)
    assert counting_parts(variant_words(name)) != ()
