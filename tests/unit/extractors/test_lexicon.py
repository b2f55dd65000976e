from __future__ import annotations

import pytest

from extractors.lexicon import head_weights, label_weights, modifier_weights, name_weights, table, word_list
from extractors.priors import name_confidence
from extractors.tokens import singular_form, surface_key
from ontology.terms import ConceptType

LISTS = [
    "boundaries",
    "heads",
    "variant_parts",
    "dataset_heads",
    "hardware_heads",
    "method_heads",
    "metric_heads",
    "task_heads",
]


@pytest.mark.parametrize("name", LISTS)
def test_word_lists_hold_words_in_comparable_form(name: str) -> None:
    words = word_list(name)
    assert words
    assert {word for word in words if word != word.casefold() or not word.isalnum()} == set()


def test_heads_are_singular_and_no_boundaries() -> None:
    heads = word_list("heads")
    assert {head for head in heads if singular_form(head) not in heads} == set()
    assert heads & word_list("boundaries") == set()


def test_all_weights_are_shares() -> None:
    shares = [
        *(weight for _, weight in head_weights().values()),
        *(weight for _, weight in name_weights().values()),
        *label_weights().values(),
        *modifier_weights().values(),
    ]
    assert [share for share in shares if not 0 < share < 1] == []


def test_every_head_with_a_weight_is_a_head() -> None:
    assert {head for head, _ in head_weights()} - word_list("heads") == set()


def test_label_weights_are_under_the_keys_of_surfaces() -> None:
    assert [name for name, _ in label_weights() if surface_key(name) != name] == []


def test_tables_have_rows_of_one_width() -> None:
    widths = {name: {len(row) for row in table(name)} for name in ("hardware", "heads", "labels", "modifiers", "names")}
    assert widths == {"hardware": {4}, "heads": {4}, "labels": {3}, "modifiers": {2}, "names": {4}}


def test_name_confidence_is_higher_for_a_name_with_a_capital() -> None:
    small = name_confidence("zorblax", ConceptType.DATASET)
    assert small < name_confidence("Zorblax", ConceptType.DATASET)
