from __future__ import annotations

import re
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.wordpiece import Shape, WordPieces, WordSequence, word_shape

VOCABULARY = ["[UNK]", "quick", "##net", "##s", "net", "e", "##e", "##t", "a", ".", "-", "3", "5"]
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["Quick", "nets", " ", "\n", "\t", ".", "é", "e\u0301", "3.5", "_", "-", "Zork"])).map(
        "".join
    ),
)
_PLAIN_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|\S")


def pieces_by_word(words: WordSequence) -> list[list[str]]:
    ends = list(accumulate(words.counts.tolist(), initial=0))
    return [[VOCABULARY[row] for row in words.pieces[a:b]] for a, b in pairwise(ends)]


def shapes(text: str) -> list[str]:
    return [Shape(value).name for value in WordPieces(VOCABULARY).read(text).shapes]


def test_words_have_offsets_and_longest_pieces() -> None:
    words = WordPieces(VOCABULARY).read(" Quicknets,  \n Été-3.5 ")
    assert list(zip(words.starts.tolist(), words.ends.tolist(), strict=True)) == [
        *((1, 10), (10, 11), (15, 18), (18, 19), (19, 20), (20, 21), (21, 22))
    ]
    assert pieces_by_word(words) == [
        *(["quick", "##net", "##s"], ["[UNK]"], ["e", "##t", "##e"], ["-"], ["3"], ["."], ["5"]),
    ]


@pytest.mark.parametrize("word", ["x" * 101, "zork"], ids=["long", "no pieces"])
def test_word_without_pieces_is_unknown(word: str) -> None:
    assert pieces_by_word(WordPieces(VOCABULARY).read(word)) == [["[UNK]"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net", "SENTENCE_START"),
        (" Net", "SENTENCE_START"),
        ("a. Net", "SENTENCE_START"),
        ("a \n  Net", "SENTENCE_START"),
        ("a\n\tNet", "CAPITALISED"),
        ("\tNet", "CAPITALISED"),
        ("a. \tNet", "CAPITALISED"),
        ("a, Net", "CAPITALISED"),
        ("a Net", "CAPITALISED"),
        ("a. NET", "CAPITALS"),
    ],
)
def test_capital_at_the_start_of_a_sentence_is_a_shape_of_its_own(text: str, expected: str) -> None:
    assert shapes(text)[-1] == expected


@given(TEXTS)
def test_words_are_those_of_the_plain_expression(text: str) -> None:
    words = WordPieces(VOCABULARY).read(text)
    matches = list(_PLAIN_WORD.finditer(text))
    assert list(zip(words.starts.tolist(), words.ends.tolist(), strict=True)) == [match.span() for match in matches]
    plain = [Shape.CAPITALISED if s == Shape.SENTENCE_START else s for s in words.shapes]
    assert plain == [word_shape(match.group()) for match in matches]


@given(st.lists(TEXTS, max_size=5))
def test_words_do_not_depend_on_what_was_read_before(texts: list[str]) -> None:
    shared = WordPieces(VOCABULARY)
    for text in texts:
        again, fresh = shared.read(text), WordPieces(VOCABULARY).read(text)
        for name in ("starts", "ends", "counts", "shapes", "pieces"):
            np.testing.assert_array_equal(getattr(again, name), getattr(fresh, name))


def test_words_known_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.wordpiece._MAX_CHARACTERS", 10)
    word_pieces = WordPieces(VOCABULARY)
    for n in range(50):
        assert pieces_by_word(word_pieces.read(f"net{n}"))[0][0] == "[UNK]"
    assert len(word_pieces._known_words) <= 4


def test_part_of_a_sequence_has_its_pieces() -> None:
    words = WordPieces(VOCABULARY).read("quicknet nets a")
    assert pieces_by_word(words.part(1, 3)) == [["net", "##s"], ["a"]]
    assert words.part(1, 3).starts.tolist() == [9, 14]
