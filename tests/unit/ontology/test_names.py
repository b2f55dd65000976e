"""Which spellings of a name meet, and which stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.names import concept_id, name_key, normalise_name, singular
from ontology.terms import ConceptType


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("convolutional neural network", "Convolutional Neural-Networks"),
        ("KV cache", "KV caches"),
        ("database", "databases"),
        ("response length", "Response  lengths"),
        ("loss", "losses"),
        ("bias", "biases"),
        ("patch", "patches"),
        ("box", "boxes"),
        ("virus", "viruses"),
        ("strategy", "strategies"),
        ("matrix", "matrices"),
        ("camera", "cameras"),
        ("video", "videos"),
        ("GPU", "gpus"),
        ("FPGA", "FPGAs"),
        ("VLA", "VLAs"),
        ("LM", "LMs"),
        ("A100", "A100s"),
        ("CNN/DailyMail", "CNN-DailyMail"),
        ("Hits\u201310", "hits-10"),
        ("R\u00b2", "R2"),
        ("model's size", "models size"),
    ],
)
def test_variants_of_one_name_share_a_key(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("GPT-3", "GPT-4"),
        ("CIFAR-10", "CIFAR-100"),
        ("C", "C++"),
        ("A", "A*"),
        ("pass@1", "pass@10"),
        ("L40", "L40S"),
        ("MAE", "MAPE"),
        ("F1", "F0.5"),
        ("BERT", "RoBERTa"),
    ],
)
def test_different_names_keep_different_keys(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)


@pytest.mark.parametrize(
    "word",
    ["analysis", "corpus", "physics", "series", "news", "bias", "atlas", "loss", "gps", "keras", "pegasus", "chaos"],
)
def test_singular_leaves_words_that_are_no_plurals(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize("name", ["", " ", "-", "\u2013 /"])
def test_a_name_without_letters_has_an_empty_key(name: str) -> None:
    assert name_key(name) == ""


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -", min_size=1))
def test_a_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@given(st.text(alphabet="abcdefgnostuyz", min_size=4, max_size=9))
def test_case_never_changes_the_id(word: str) -> None:
    assert concept_id(ConceptType.TASK, word.capitalize()) == concept_id(ConceptType.TASK, word)
