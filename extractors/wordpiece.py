"""Words of a text, their pieces from an uncased WordPiece vocabulary, and their shapes: what a tagger network reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

# A run of letters and digits with their combining accents, or any other visible character on its own.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|\S")
_UNKNOWN, _CONTINUATION = "[UNK]", "##"
# A longer word is unknown, as in Devlin et al. (2019): no name is that long, and its pieces would fill the window.
_MAX_WORD_LENGTH = 100
_SENTENCE_MARKS = frozenset(".\n?!:")


class Shape(IntEnum):
    """How a word is written; the vocabulary does not tell case."""

    NONE = 0
    LOWER = 1
    CAPITALISED = 2
    CAPITALS = 3
    LETTER = 4
    MIXED = 5
    NUMBER = 6
    MARK = 7
    SENTENCE_START = 8


@dataclass(frozen=True, slots=True)
class WordSequence:
    """The words of a text.

    Attributes:
        starts: First character of every word.
        ends: The character after it.
        pieces: Vocabulary rows of every word; at least one.
        shapes: Values of `Shape`.
    """

    starts: list[int]
    ends: list[int]
    pieces: list[tuple[int, ...]]
    shapes: list[int]

    def __len__(self) -> int:
        return len(self.starts)


class WordPieces:
    """Splits texts into words and words into the longest known pieces, from left to right.

    References:
        Wu et al. (2016), Google's Neural Machine Translation System, section 4.1.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._rows = {piece: row for row, piece in enumerate(vocabulary)}
        self._unknown = self._rows[_UNKNOWN]
        self._known_words: dict[str, tuple[tuple[int, ...], int]] = {}

    def read(self, text: str) -> WordSequence:
        """Return the words of a text with offsets in it."""
        starts, ends, pieces, shapes = [], [], [], []
        for match in _WORD.finditer(text):
            word = match.group()
            entry = self._known_words.get(word)
            if entry is None:
                entry = self._known_words[word] = (self._split(_fold(word)), word_shape(word))
            start, end = match.span()
            shape = entry[1]
            if shape == Shape.CAPITALISED and _starts_sentence(text, start):
                shape = Shape.SENTENCE_START
            starts.append(start)
            ends.append(end)
            pieces.append(entry[0])
            shapes.append(shape)
        return WordSequence(starts, ends, pieces, shapes)

    def _split(self, word: str) -> tuple[int, ...]:
        if not word or len(word) > _MAX_WORD_LENGTH:
            return (self._unknown,)
        rows, start, prefix = [], 0, ""
        while start < len(word):
            for end in range(len(word), start, -1):
                row = self._rows.get(prefix + word[start:end])
                if row is not None:
                    break
            else:
                return (self._unknown,)
            rows.append(row)
            start, prefix = end, _CONTINUATION
        return tuple(rows)


def word_shape(word: str) -> Shape:
    """Return how a word is written, out of context.

    >>> [word_shape(w).name for w in ("model", "Adam", "BLEU", "A", "LoRA", "10", "(")]
    ['LOWER', 'CAPITALISED', 'CAPITALS', 'LETTER', 'MIXED', 'NUMBER', 'MARK']
    """
    if not word[0].isalnum():
        return Shape.MARK
    if word.isdigit():
        return Shape.NUMBER
    if word == word.lower():
        return Shape.MIXED if any(map(str.isdigit, word)) else Shape.LOWER
    if len(word) == 1:
        return Shape.LETTER
    if word == word.upper():
        return Shape.CAPITALS
    return Shape.CAPITALISED if word.isalpha() and word[1:] == word[1:].lower() else Shape.MIXED


def _fold(word: str) -> str:
    """Return a word in lower case without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def _starts_sentence(text: str, start: int) -> bool:
    position = start - 1
    while position >= 0 and text[position] == " ":
        position -= 1
    return position < 0 or text[position] in _SENTENCE_MARKS
