from __future__ import annotations

import pytest
import spacy

from extractors.name_index import NameIndex
from extractors.tokens import create_tokenizer, read_words

TOKENIZER = create_tokenizer(spacy.blank("en"))


def find(names: list[str], text: str) -> list[tuple[str, str]]:
    index: NameIndex[str] = NameIndex()
    for name in names:
        index.add(name, name)
    words = read_words(TOKENIZER(text))
    return [(words.surface(start, end), name) for start, end, name in index.find(words, lambda *_: True)]


@pytest.mark.parametrize("surface", ["CIFAR-10", "CIFAR10", "CIFAR 10", "cifar-10"])
@pytest.mark.parametrize("name", ["CIFAR-10", "CIFAR10"])
def test_index_ignores_hyphen_blank_and_case(name: str, surface: str) -> None:
    assert find([name], f"on {surface} we") == [(surface, name)]


@pytest.mark.parametrize("surface", ["vision transformer", "vision-transformers", "Vision Transformers"])
def test_index_finds_plurals(surface: str) -> None:
    assert find(["Vision Transformer"], surface) == [(surface, "Vision Transformer")]


def test_index_prefers_the_longest_name() -> None:
    assert find(["BERT", "BERT large", "large model"], "a BERT-large model") == [
        ("BERT-large", "BERT large"),
        ("large model", "large model"),
    ]


def test_index_leaves_out_names_inside_names() -> None:
    assert find(["neural network", "graph neural network"], "graph neural networks") == [
        ("graph neural networks", "graph neural network")
    ]


@pytest.mark.parametrize("text", ["CIFAR-100", "CIFAR 1 0", "the ACIFAR10"])
def test_index_keeps_numbers_apart(text: str) -> None:
    assert find(["CIFAR-10"], text) == []


def test_index_keeps_a_last_letter_apart() -> None:
    assert find(["GraphI-C"], "a graphic and a GraphI-C") == [("GraphI-C", "GraphI-C")]


def test_index_does_not_cross_line_breaks() -> None:
    assert find(["neural network"], "neural\nnetwork") == []


def test_index_asks_before_it_accepts() -> None:
    index: NameIndex[str] = NameIndex()
    index.add("Pass", "metric")
    index.add("pass rate", "rate")
    words = read_words(TOKENIZER("pass rate"))
    assert list(index.find(words, lambda _start, _end, value: value != "rate")) == [(0, 1, "metric")]
