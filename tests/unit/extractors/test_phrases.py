from __future__ import annotations

import pytest
import spacy

from extractors.phrases import create_phrase_patterns, name_context, name_runs, noun_phrases
from extractors.sentences import set_sentences
from extractors.tokens import create_tokenizer, read_words

NLP = spacy.blank("en")
TOKENIZER = create_tokenizer(NLP)


def phrases(text: str) -> list[str]:
    words = read_words(TOKENIZER(text))
    return [words.surface(words.tokens[first], words.tokens[last] + 1) for first, last in noun_phrases(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("we use a neural network", ["neural network"], id="determiner"),
        pytest.param("using novel sparse attention", ["sparse attention"], id="boundary"),
        pytest.param("state-of-the-art networks", ["networks"], id="compound-cut"),
        pytest.param("physics-informed networks", ["physics-informed networks"], id="compound"),
        pytest.param("fast, sparse networks", ["sparse networks"], id="comma"),
        pytest.param("network\ntraining", ["network", "training"], id="line-break"),
    ],
)
def test_noun_phrases_begin_after_the_first_word_that_cannot_modify(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def runs(text: str) -> list[tuple[str, str]]:
    words = read_words(TOKENIZER(text))
    everywhere = frozenset(range(1, len(words.texts)))
    return [(words.surface(start, end), shape) for start, end, shape in name_runs(words, everywhere)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we use BERT here", [("BERT", "capitals")]),
        ("we use DeepSeek-R1 here", [("DeepSeek-R1", "numbered")]),
        ("with Llama 2 now", [("Llama 2", "numbered")]),
        ("we use FlowNet here", [("FlowNet", "name")]),
        ("with Gaussian Splatting now", [("Gaussian Splatting", "capitalised")]),
        ("with 3 of 10", []),
    ],
)
def test_name_runs_join_words_and_numbers_of_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("the XQ7 dataset", "Dataset"),
        ("the XQ7 score", "Metric"),
        ("the XQ7 processor", "Hardware"),
        ("the XQ7 task", "Task"),
        ("the XQ7 model", "model"),
        ("on XQ7 we", "on"),
        ("by XQ7 .", ""),
    ],
)
def test_name_context_reads_the_neighbours(text: str, context: str) -> None:
    assert name_context(read_words(TOKENIZER(text)), 1, 2) == context


def test_phrase_patterns_ignore_capitals_that_mean_nothing() -> None:
    doc = TOKENIZER("Better Things\nSometimes it works. Nothing else.")
    doc._.title_end = len("Better Things")
    component = create_phrase_patterns(NLP, "phrase_patterns")
    assert component(set_sentences(doc))._.candidates == []
