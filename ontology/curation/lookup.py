"""Every name of the vocabulary in a text: leftmost, longest, whole words; no context is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ontology.names import singular
from ontology.vocabulary import Concept, MatchRule, Vocabulary

_TOKEN = re.compile(r"\w+|[^\w\s]")
# The longest labels, hyphenated long forms of metrics, have about this many tokens.
_MAX_TOKENS = 14


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name of a concept in a text, half-open character offsets."""

    start: int
    end: int
    concept: Concept


class Lookup:
    """Finds the names of one vocabulary in texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = Vocabulary(_without_links(concept) for concept in vocabulary)
        self._first_words = {_first_word(label) for label, _ in vocabulary.labels()}

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Yield the longest name that starts at each place, from left to right, without overlaps."""
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
        position = 0
        while position < len(tokens):
            n_tokens, concept = self._longest(text, tokens[position : position + _MAX_TOKENS])
            if concept is not None:
                yield Occurrence(tokens[position][0], tokens[position + n_tokens - 1][1], concept)
            position += n_tokens

    def _longest(self, text: str, tokens: list[tuple[int, int]]) -> tuple[int, Concept | None]:
        start, end = tokens[0]
        first = text[start:end].casefold()
        if first not in self._first_words and singular(first) not in self._first_words:
            return 1, None
        for n_tokens in range(len(tokens), 0, -1):
            concept = self._vocabulary.find(text[start : tokens[n_tokens - 1][1]])
            if concept is not None:
                return n_tokens, concept
        return 1, None


def _without_links(concept: Concept) -> Concept:
    """Return a concept with the labels that are looked up; a bare one keeps a name that no text has."""
    name, *aliases = [label for label in concept.labels if concept.match_of(label) is not MatchRule.LINK] or [
        concept.id
    ]
    return replace(concept, name=name, aliases=tuple(aliases), link_labels=frozenset())


def _first_word(label: str) -> str:
    match = _TOKEN.search(label)
    word = match.group() if match else ""
    return singular(word.casefold()) if word == label else word.casefold()
