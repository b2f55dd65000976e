"""What a tagger network takes in: arrays of the words of a text, in windows where the text is long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.wordpiece import Ints, WordSequence

CLS, SEP, PAD, MASK = 101, 102, 0, 103
TRANSFORMER_INPUTS = ("pieces", "shapes", "known", "firsts")
CNN_INPUTS = ("first_pieces", "further_pieces", "further_words", "word_shapes", "word_known")
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
    n_words = len(words)
    if n_words and len(words.pieces) <= max_pieces:
        return [Window(0, n_words, 0, n_words)]
    ranges = list(_ranges(words.counts.tolist(), max_pieces, overlap))
    borders = [0, *((end + start) // 2 for (_, end), (start, _) in pairwise(ranges)), n_words]
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


def piece_inputs(words: WordSequence, known: Ints) -> Arrays:
    """Return the inputs of a transformer: `TRANSFORMER_INPUTS`, with a value per piece; ``firsts`` with one per word.

    Args:
        words: Those of one window.
        known: Classes of known names, one per word, see `extractors.known_names`.
    """
    # A word of more pieces has a window of its own.
    counts = np.minimum(words.counts, MAX_PIECES)
    return {
        "pieces": np.concatenate(([CLS], words.pieces[:MAX_PIECES], [SEP])),
        "shapes": _by_piece(words.shapes, counts),
        "known": _by_piece(known, counts),
        "firsts": counts.cumsum() - counts + 1,
    }


def _by_piece(values: Ints, counts: Ints) -> Ints:
    """Return the value of its word for every piece; 0 for the marks at the ends."""
    return np.concatenate(([0], values.repeat(counts), [0]))


def word_inputs(words: WordSequence, known: Ints) -> Arrays:
    """Return the inputs of a CNN over words: `CNN_INPUTS`, with a value per word or per further piece of a word.

    Args:
        words: Those of one window.
        known: Classes of known names, one per word.
    """
    counts = words.counts
    firsts = counts.cumsum() - counts
    places = np.arange(len(words.pieces)) - firsts.repeat(counts)
    further = np.flatnonzero((places > 0) & (places < MAX_WORD_PIECES))
    return {
        "first_pieces": words.pieces[firsts],
        "further_pieces": words.pieces[further],
        "further_words": firsts.searchsorted(further, side="right") - 1,
        "word_shapes": words.shapes,
        "word_known": known,
    }
