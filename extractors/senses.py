"""What letters stand for: the meanings that the vocabulary gives them, and the choice between them by a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ontology.terms import ConceptType
from ontology.variants import SMALL_WORDS, Words, text_words
from ontology.vocabulary import Concept

# Letters of a word that its spelling variants share.
_BEGINNING = 3
_LETTERS = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Sense:
    """A meaning of letters.

    Attributes:
        concept: The concept of the vocabulary.
        label: Its long form.
        words: The words of the long form.
        is_usual: Whether the vocabulary has the letters themselves as a name of it.
    """

    concept: Concept
    label: str
    words: Words
    is_usual: bool


class Senses:
    """The meanings of letters: concepts with a label of which the letters are the initials."""

    def __init__(self, senses: Mapping[tuple[ConceptType, str], tuple[Sense, ...]]) -> None:
        self._senses = senses
        self._several = {key for key, found in senses.items() if len({sense.concept.id for sense in found}) > 1}
        self._expansions = {
            letters: sense.label
            for (_, letters), found in sorted(senses.items(), reverse=True)
            for sense in found
            if sense.is_usual
        }

    @classmethod
    def of(cls, labels: Iterable[tuple[str, Words, Concept]]) -> Senses:
        """Return the meanings that the labels of a vocabulary give.

        Args:
            labels: Every label with its words and its concept.
        """
        found: dict[tuple[ConceptType, str], list[Sense]] = defaultdict(list)
        for label, words, concept in labels:
            letters = initials(words) if len(words) > 1 else ""
            if _LETTERS.fullmatch(letters):
                usual = any(own.isupper() and own.removesuffix("s") == letters for own in concept.labels)
                found[concept.type, letters].append(Sense(concept, label, words, usual))
        return cls({key: tuple(senses) for key, senses in found.items()})

    def choose(self, letters: str, concept_type: ConceptType, text: str) -> Sense | None:
        """Return the meaning whose long form a text has, where it is one of several and not the usual one.

        Args:
            letters: Bare letters, plural or not.
            concept_type: Of this type.
            text: From `plain_text`.
        """
        senses = self._senses.get((concept_type, letters.removesuffix("s")), ())
        named = [sense for sense in senses if f" {' '.join(sense.words)} " in text]
        if len({sense.concept.id for sense in named}) != 1 or named[0].is_usual:
            return None
        return named[0]

    def only(self, letters: str, concept_type: ConceptType) -> Sense | None:
        """Return the meaning of bare letters that have just one of a type."""
        key = (concept_type, letters.removesuffix("s"))
        return None if key in self._several else next(iter(self._senses.get(key, ())), None)

    def may_choose(self, letters: str, concept_type: ConceptType, folded: str) -> bool:
        """Return whether `choose` may find a meaning, which is far cheaper than to ask it.

        Args:
            letters: Bare letters, plural or not.
            concept_type: Of this type.
            folded: The text, case folded.
        """
        key = (concept_type, letters.removesuffix("s"))
        return key in self._several and any(
            not sense.is_usual and all(word[:_BEGINNING] in folded for word in sense.words)
            for sense in self._senses[key]
        )

    def expansion(self, letters: str) -> str | None:
        """Return the long form of letters that the vocabulary has as a name, of any type; None where it has none."""
        return self._expansions.get(letters)


def plain_text(text: str) -> str:
    """Return a text as words in the form of `variant_words`, blanks around each."""
    return f" {' '.join(text_words(text))} "


def initials(words: Words) -> str:
    """Return the initials of words in capitals, small words passed over."""
    return "".join(word[0] for word in words if word not in SMALL_WORDS).upper()
