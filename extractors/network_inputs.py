"""What a tagger network takes in: arrays of the words of a text, in windows where the text is long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.wordpiece import WordSequence

CLS, SEP, PAD, MASK = 101, 102, 0, 103
MAX_PIECES = 510
"""Of a window of 512, two places are for the marks at its ends."""
MAX_WORD_PIECES = 6
"""Pieces of a word that the CNN reads."""
OVERLAP = 128
"""Pieces that two windows share: a word is read in the window where it has more context, at least half of that."""

Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that a network reads at once.

    Attributes:
        start: First word.
        end: The word after the last.
        kept_start: First word whose output counts; the kept parts of all windows make up the text.
        kept_end: The word after the last of those.
    """

    start: int
    end: int
    kept_start: int
    kept_end: int


def split_windows(words: WordSequence, *, max_pieces: int = MAX_PIECES, overlap: int = OVERLAP) -> list[Window]:
    """Return the windows of a text, one where it is short enough, none where it has no words.

    Args:
        words: The text.
        max_pieces: Of one window; a longer word has a window of its own.
        overlap: Pieces that neighbours share, roughly.
    """
    ranges = list(_ranges([len(pieces) for pieces in words.pieces], max_pieces, overlap))
    borders = [0, *((end + start) // 2 for (_, end), (start, _) in pairwise(ranges)), len(words)]
    return [Window(*limits, *borders[number : number + 2]) for number, limits in enumerate(ranges)]


def _ranges(counts: Sequence[int], max_pieces: int, overlap: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(counts):
        end, total = start, 0
        while end < len(counts) and (end == start or total + counts[end] <= max_pieces):
            total += counts[end]
            end += 1
        yield start, end
        if end == len(counts):
            return
        following, shared = end, 0
        while following > start + 1 and shared + counts[following - 1] <= overlap:
            following -= 1
            shared += counts[following]
        start = following


def piece_inputs(words: WordSequence, known: Sequence[int], window: Window) -> Arrays:
    """Return the inputs of a transformer for one window.

    Args:
        words: The text.
        known: Classes of known names, one per word, see `extractors.known_names`.
        window: Its part that is wanted.
    """
    own = slice(window.start, window.end)
    pieces = words.pieces[own]
    counts = np.array([min(len(word), MAX_PIECES) for word in pieces])
    rows = [CLS, *(row for word in pieces for row in word[:MAX_PIECES]), SEP]
    return {
        "pieces": np.array([rows], dtype=np.int64),
        "shapes": _by_piece(words.shapes[own], counts),
        "known": _by_piece(known[own], counts),
        "mask": np.ones((1, len(rows)), dtype=bool),
        "firsts": (np.cumsum(counts) - counts + 1)[None].astype(np.int64),
    }


def _by_piece(values: Sequence[int], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the value of its word for every piece; 0 for the marks at the ends."""
    return np.pad(np.repeat(np.array(values, dtype=np.int64), counts), 1)[None]


def word_inputs(words: WordSequence, known: Sequence[int], window: Window) -> Arrays:
    """Return the inputs of a CNN over words for one window; arguments as those of `piece_inputs`."""
    own = slice(window.start, window.end)
    padding = (PAD,) * MAX_WORD_PIECES
    pieces = words.pieces[own]
    counts = np.array([len(word) for word in pieces])
    return {
        "word_pieces": np.array([(word + padding)[:MAX_WORD_PIECES] for word in pieces], dtype=np.int64)[None],
        "word_piece_mask": (np.arange(MAX_WORD_PIECES) < counts[:, None])[None],
        "word_shapes": np.array([words.shapes[own]], dtype=np.int64),
        "word_known": np.array([known[own]], dtype=np.int64),
        "word_mask": np.ones((1, len(pieces)), dtype=bool),
    }
