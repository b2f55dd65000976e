"""Search in titles, abstracts and names: the query for the index, and a ranking that is the same on every engine.

The two engines score and read phrases differently. So the index only proposes candidates; which of them match, and in
which order, is decided here from their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.store.records import SearchHit
from ontology.terms import NodeLabel

# BM25F (Robertson and Zaragoza 2009, section 3.6) with its usual saturation; a word in a title or name counts for
# three in an abstract. Without inverse document frequencies: the ranking of a paper then depends on that paper alone.
_SATURATION = 1.2
_NAME_WEIGHT = 3.0
_LENGTH_WEIGHT = 0.75
_USUAL_LENGTH = 200  # words in a title with its abstract

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_SCORE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side, as the user writes one word: ``GPT-4`` is two.

    Attributes:
        text: As written, without quotes and star.
        words: Case folded.
        is_prefix: Whether the last word is only a beginning, written with a star.
    """

    text: str
    words: tuple[str, ...]
    is_prefix: bool = False

    @property
    def lucene(self) -> str:
        """The clause for the index; it finds all nodes with the term, and perhaps others.

        Nothing of the text is read as syntax of Lucene: it stands in quotes, or is letters and digits alone.
        """
        if self.is_prefix:
            return f"{self.words[0]}{'*' if len(self.words) == 1 else ''}"
        return f'"{self.text}"'

    def count_in(self, words: Sequence[str]) -> int:
        """Return how often the term occurs in a text."""
        n = len(self.words)
        return sum(self._stands_at(words[i : i + n]) for i in range(len(words) - n + 1))

    def _stands_at(self, words: Sequence[str]) -> bool:
        *first, last = self.words
        if list(words[:-1]) != first:
            return False
        return words[-1].startswith(last) if self.is_prefix else words[-1] == last


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that the index proposes.

    Attributes:
        name: Title of a paper, name of a concept.
        abstract: Empty for a concept.
    """

    id: str
    label: NodeLabel
    name: str
    abstract: str


def parse_terms(text: str) -> list[Term]:
    """Return what a user searches for; words in double quotes are one term.

    >>> [(t.words, t.is_prefix) for t in parse_terms('GPT-4 quant* "linear attention"')]
    [(('gpt', '4'), False), (('quant',), True), (('linear', 'attention'), False)]
    """
    terms = []
    for quoted, single in _TERM.findall(text):
        written = (quoted or single.rstrip("*")).replace("\\", " ")
        words = tuple(words_of(written))
        if words:
            terms.append(Term(written, words, is_prefix=single.endswith("*")))
    return terms


def lucene_query(terms: Sequence[Term], *, every: bool) -> str:
    """Return the query that proposes nodes with every term, or with any.

    >>> lucene_query(parse_terms("GPT-4 quant*"), every=True)
    '+"GPT-4" +quant*'
    """
    return " ".join(f"{'+' if every else ''}{t.lucene}" for t in terms)


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text, case folded.

    >>> list(words_of("GPT-4 and CIFAR_10"))
    ['gpt', '4', 'and', 'cifar', '10']
    """
    return (m.group() for m in _WORD.finditer(text.casefold()))


def rank(candidates: Iterable[Candidate], terms: Sequence[Term], *, limit: int) -> list[SearchHit]:
    """Return the candidates that hold every term, or else those that hold any; best first, then by id.

    A name or title of just the words searched for comes first, with the score 1.
    """
    scored = [(candidate, _term_scores(candidate, terms)) for candidate in candidates]
    complete = [(c, scores) for c, scores in scored if all(scores)]
    hits = [
        SearchHit(c.id, c.label, c.name, round(sum(scores) / len(terms), _SCORE_DIGITS))
        for c, scores in complete or scored
        if any(scores)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]


def _term_scores(candidate: Candidate, terms: Sequence[Term]) -> list[float]:
    name, abstract = list(words_of(candidate.name)), list(words_of(candidate.abstract))
    if name == [word for term in terms for word in term.words]:
        return [1.0] * len(terms)
    length = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * (len(name) + len(abstract)) / _USUAL_LENGTH
    weights = ((_NAME_WEIGHT * t.count_in(name) + t.count_in(abstract)) / length for t in terms)
    return [weight / (weight + _SATURATION) for weight in weights]
