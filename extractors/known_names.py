"""Known names as a feature: which words of a text stand in a name of the vocabulary, and of which type.

As a feature a vocabulary helps, as a second labeller it hurts: the network learns when to believe it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extractors.decoding import TYPES
from extractors.wordpiece import Ints, WordSequence
from ontology.terms import ConceptType

KnownName = tuple[int, int, ConceptType]
"""First character, the character after the last, and type."""


def known_classes(words: WordSequence, names: Iterable[KnownName]) -> Ints:
    """Return the class of every word: 0 for none, ``1 + 2 * type`` at the start of a name, one more inside it."""
    classes = np.zeros(len(words), dtype=np.int64)
    names = list(names)
    if not names:
        return classes
    starts, ends, types = zip(*names, strict=True)
    firsts = words.starts.searchsorted(starts)
    # The words that end where the name ends, or before it.
    behind = words.ends.searchsorted(ends, side="right")
    for first, end, start, concept_type in zip(firsts.tolist(), behind.tolist(), starts, types, strict=True):
        if first < end and words.starts[first] == start:
            begin = 1 + 2 * TYPES.index(concept_type)
            classes[first] = begin
            classes[first + 1 : end] = begin + 1
    return classes
