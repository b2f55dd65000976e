"""Known concepts: the names of the vocabulary, wherever a text has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

from extractors.known_names import KnownName
from extractors.lexicon import word_list
from extractors.name_index import NameIndex
from extractors.tokens import Words, read_words
from ontology.vocabulary import Concept, MatchRule, Vocabulary

_HYPHENS = frozenset("-‐‑–")


class Gazetteer:
    """Finds the names of a vocabulary; the index is made at the first doc."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.use(vocabulary)

    def use(self, vocabulary: Vocabulary) -> None:
        """Find the names of another vocabulary from now on."""
        self._vocabulary = vocabulary
        self.__dict__.pop("_index", None)

    @cached_property
    def _index(self) -> NameIndex[tuple[Concept, str]]:
        index: NameIndex[tuple[Concept, str]] = NameIndex()
        for label, concept in self._vocabulary.labels():
            index.add(label, (concept, label))
        return index

    def names(self, doc: Doc) -> Iterator[KnownName]:
        """Yield character range and type of every known name in the doc, in the order of the text."""
        offsets, texts = read_words(doc).offsets, read_words(doc).texts
        for start, end, concept in self._find(doc):
            yield offsets[start], offsets[end - 1] + len(texts[end - 1]), concept.type

    def _find(self, doc: Doc) -> Iterator[tuple[int, int, Concept]]:
        """Yield first token, the token after the last, and concept."""
        words = read_words(doc)

        def accepts(start: int, end: int, entry: tuple[Concept, str]) -> bool:
            concept, label = entry
            if concept.match_of(label) is MatchRule.EXACT and not _same_letters(words.surface(start, end), label):
                return False
            return not _is_part_of_name(words, start, end)

        for start, end, (concept, _) in self._index.find(words, accepts):
            yield start, end, concept


def _same_letters(surface: str, label: str) -> bool:
    """Return whether a surface is a label letter for letter, or the plural of one in capitals ("GANs")."""
    return surface == label or (label.isupper() and surface == f"{label}s")


def _is_part_of_name(words: Words, start: int, end: int) -> bool:
    """Return whether hyphens make a range of tokens a part of a longer name."""
    texts, spaces = words.texts, words.spaces
    if end + 1 < len(texts) and texts[end] in _HYPHENS and not spaces[end - 1] and not spaces[end]:
        following = texts[end + 1]
        if following[0].isdigit() or following.casefold() in word_list("variant_parts"):
            return True
    if start > 1 and texts[start - 1] in _HYPHENS and not spaces[start - 1] and not spaces[start - 2]:
        return texts[start - 2].islower() or texts[start - 2][0].isdigit()
    return False
