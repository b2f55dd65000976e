"""Words of a text, their pieces from an uncased WordPiece vocabulary, and their shapes: what a tagger network reads."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# A run of letters and digits with their combining accents, or any other visible character on its own; each with the
# blanks before it, so that the lengths of all matches add up to offsets.
_WORD = re.compile(r"\s*[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|\s*\S")
_UNKNOWN, _CONTINUATION = "[UNK]", "##"
# A longer word is unknown, as in Devlin et al. (2019): no name is that long, and its pieces would fill the window.
_MAX_WORD_LENGTH = 100
_SENTENCE_MARKS = frozenset(".\n?!:")
# Some 100,000 different words.
_MAX_CHARACTERS = 1 << 20


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
    """The words of a text, in arrays of shape (n_words,) but for the pieces.

    Attributes:
        starts: First character of every word.
        ends: The character after it.
        counts: Pieces of every word; at least one.
        shapes: Values of `Shape`.
        pieces: Vocabulary rows of all words, one after the other; shape (n_pieces,).
    """

    starts: Ints
    ends: Ints
    counts: Ints
    shapes: Ints
    pieces: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def part(self, start: int, end: int) -> WordSequence:
        """Return the words ``[start, end)``."""
        own = slice(start, end)
        first = int(self.counts[:start].sum())
        pieces = self.pieces[first : first + int(self.counts[own].sum())]
        return WordSequence(self.starts[own], self.ends[own], self.counts[own], self.shapes[own], pieces)


class WordPieces:
    """Splits texts into words and words into the longest known pieces, from left to right.

    References:
        Wu et al. (2016), Google's Neural Machine Translation System, section 4.1.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._rows = {piece: row for row, piece in enumerate(vocabulary)}
        self._unknown = self._rows[_UNKNOWN]
        self._known_words = _KnownWords(self)

    def read(self, text: str) -> WordSequence:
        """Return the words of a text with offsets in it."""
        known = self._known_words
        if known.n_characters > _MAX_CHARACTERS:
            known = self._known_words = _KnownWords(self)
        # Blanks at the end belong to no word.
        return known.sequence(list(map(known.__getitem__, _WORD.findall(text.rstrip()))))

    def split(self, word: str) -> list[int]:
        """Return the vocabulary rows of a word's pieces."""
        word = _fold(word)
        if not word or len(word) > _MAX_WORD_LENGTH:
            return [self._unknown]
        rows, start, prefix = [], 0, ""
        while start < len(word):
            for end in range(len(word), start, -1):
                row = self._rows.get(prefix + word[start:end])
                if row is not None:
                    break
            else:
                return [self._unknown]
            rows.append(row)
            start, prefix = end, _CONTINUATION
        return rows


class _KnownWords(dict[str, int]):
    """Numbers of the words read so far, each with the blanks before it, and a table of what is known of them.

    Attributes:
        n_characters: Of all words.
    """

    # Columns of the table: characters with and without the blanks, the shape where the word before ends a sentence
    # and where it does not, whether the word itself ends one, pieces, and the number of the first of them.
    _LENGTH, _WORD_LENGTH, _SHAPE_AT_START, _SHAPE, _IS_END, _N_PIECES, _FIRST_PIECE = range(_N_COLUMNS := 7)

    def __init__(self, word_pieces: WordPieces) -> None:
        self._word_pieces = word_pieces
        self._table, self._pieces = array("q"), array("q")
        self.n_characters = 0

    def __missing__(self, blanks_and_word: str) -> int:
        """Add a word and return its number."""
        number = self[blanks_and_word] = len(self)
        word = blanks_and_word.lstrip()
        pieces = self._word_pieces.split(word)
        blanks = blanks_and_word[: -len(word)].rstrip(" ")
        shape, shape_at_start = _shapes(word, blanks[-1:])
        columns = (shape_at_start, shape, word in _SENTENCE_MARKS, len(pieces), len(self._pieces))
        self._table.extend((len(blanks_and_word), len(word), *columns))
        self._pieces.extend(pieces)
        self.n_characters += len(blanks_and_word)
        return number

    def sequence(self, numbers: list[int]) -> WordSequence:
        """Return words that follow each other as a sequence."""
        rows = np.frombuffer(self._table, dtype=np.int64).reshape(-1, self._N_COLUMNS)[numbers].T
        ends = rows[self._LENGTH].cumsum()
        at_start = np.ones(len(numbers), dtype=bool)
        at_start[1:] = rows[self._IS_END, :-1]
        counts = rows[self._N_PIECES]
        first_pieces = rows[self._FIRST_PIECE] - counts.cumsum() + counts
        pieces = np.arange(counts.sum()) + first_pieces.repeat(counts)
        return WordSequence(
            starts=ends - rows[self._WORD_LENGTH],
            ends=ends,
            counts=counts,
            shapes=np.where(at_start, rows[self._SHAPE_AT_START], rows[self._SHAPE]),
            pieces=np.frombuffer(self._pieces, dtype=np.int64)[pieces],
        )


def _shapes(word: str, before: str) -> tuple[Shape, Shape]:
    """Return the shape of a word after another, and of the same word after the end of a sentence.

    Args:
        word: Without blanks.
        before: The last blank before it that is no space, or nothing.
    """
    shape = word_shape(word)
    if shape is not Shape.CAPITALISED:
        return shape, shape
    if before:
        shape = Shape.SENTENCE_START if before in _SENTENCE_MARKS else shape
        return shape, shape
    return shape, Shape.SENTENCE_START


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
