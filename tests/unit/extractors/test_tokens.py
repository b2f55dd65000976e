from __future__ import annotations

import pytest
import spacy

from extractors.tokens import create_tokenizer, read_words, split_name


def tokenise(text: str) -> list[str]:
    return [token.text for token in create_tokenizer(spacy.blank("en"))(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("CIFAR-10/100", ["CIFAR", "-", "10", "/", "100"]),
        ("82.1% of 1,000", ["82.1", "%", "of", "1,000"]),
        (r"$\mathcal{O}(n)$", ["$", "\\", "mathcal", "{", "O", "}", "(", "n", ")", "$"]),
        ("MMLU_Pro~5.", ["MMLU", "_", "Pro", "~", "5", "."]),
        ("(GPT-3.5-turbo)", ["(", "GPT", "-", "3.5", "-", "turbo", ")"]),
    ],
)
def test_tokenizer_makes_every_mark_a_token(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == tokens


@pytest.mark.parametrize("name", ["GPT-3.5", "pass@1", "C++", "U-Net", "F1 score", "Llama 2-70B"])
def test_split_name_sees_a_name_as_a_text_does(name: str) -> None:
    doc = create_tokenizer(spacy.blank("en"))(name)
    assert read_words(doc).forms == split_name(name)


def test_read_words_skips_hyphens_inside_names_only() -> None:
    doc = create_tokenizer(spacy.blank("en"))("a state-space model - fast")
    assert read_words(doc).forms == ["a", "state", "space", "model", "-", "fast"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 5, (0, 1)), (0, 8, (0, 3)), (6, 8, (2, 3)), (0, 7, None), (1, 5, None), (5, 5, None), (9, 40, None)],
)
def test_token_range_needs_whole_tokens(start: int, end: int, expected: tuple[int, int] | None) -> None:
    words = read_words(create_tokenizer(spacy.blank("en"))("ImNet-1k here"))
    assert words.token_range(start, end) == expected
