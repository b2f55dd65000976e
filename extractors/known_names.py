"""Known names as a feature: which words of a text stand in a name of the vocabulary, and of which type.

As a feature a vocabulary helps, as a second labeller it hurts: the network learns when to believe it.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.decoding import TYPES
from extractors.wordpiece import WordSequence
from ontology.terms import ConceptType

KnownName = tuple[int, int, ConceptType]
"""First character, the character after the last, and type."""


def known_classes(words: WordSequence, names: Iterable[KnownName]) -> list[int]:
    """Return the class of every word: 0 for none, ``1 + 2 * type`` at the start of a name, one more inside it."""
    classes = [0] * len(words)
    first_word = {start: number for number, start in enumerate(words.starts)}
    for start, end, concept_type in names:
        number, begin = first_word.get(start), 1 + 2 * TYPES.index(concept_type)
        offset = 0
        while number is not None and number + offset < len(words) and words.ends[number + offset] <= end:
            classes[number + offset] = begin + (offset > 0)
            offset += 1
    return classes
