"""Sentence boundaries of a title and an abstract."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import register_attributes
from extractors.tokens import read_words

register_attributes()

_BREAK = re.compile(r"[.!?][\"'’”)\]]*\s+(?=[\"'“‘(\[$\\]*[^\W_a-z])|\n\s*\n")
# What stands before a full stop that ends no sentence; a single capital is an initial.
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|approx|resp|w\.r\.t|a\.k\.a|aka|Fig|Figs|Eq|Eqs|Sec|Secs|Tab|Ref|Refs|No|Nos|Dr"
    r"|Mr|Mrs|Ms|Prof|St|incl|viz|Inc|Ltd|Corp|[A-Z]))$"
)
_LONGEST_ABBREVIATION = 12
_FIRST, _INSIDE = np.array([1, -1], dtype=np.int64).astype(np.uint64)  # spaCy keeps the two in unsigned arrays


@Language.factory("abstract_sentences", assigns=["token.is_sent_start"])
def create_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that sets sentence starts; the title is a sentence of its own."""
    return set_sentences


def set_sentences(doc: Doc) -> Doc:
    """Mark the first token of every sentence, and all others as no first ones."""
    words = read_words(doc)
    marks = np.full((len(doc), 1), _INSIDE)
    for offset in sentence_starts(words.text, title_end=doc._.title_end):
        index = bisect_left(words.offsets, offset)
        if index < len(doc):
            marks[index] = _FIRST
    # In one go: setting them token by token takes as long as all the rest of the component.
    return doc.from_array([SENT_START], marks)  # type: ignore[arg-type]  # the stub knows no arrays


def sentence_ranges(doc: Doc) -> list[tuple[int, int]]:
    """Return the half-open character ranges of a doc's sentences, as ``doc.sents`` has them, many times faster."""
    words = read_words(doc)
    starts = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    lasts = [start - 1 for start in [*starts[1:], len(words.texts)]]
    return [
        (words.offsets[first], words.offsets[last] + len(words.texts[last]))
        for first, last in zip(starts, lasts, strict=True)
    ]


def split_sentences(title: str, abstract: str) -> list[tuple[int, int]]:
    """Return the half-open character ranges of the sentences of title, line break, abstract; blanks at the ends cut.

    >>> split_sentences("On Adam", "It works, e.g. here. It does.")
    [(0, 7), (8, 28), (29, 37)]
    """
    text = f"{title}\n{abstract}"
    starts = list(sentence_starts(text, title_end=len(title)))
    ranges = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        stripped = text[start:end].strip()
        if stripped:
            first = text.index(stripped, start)
            ranges.append((first, first + len(stripped)))
    return ranges


def sentence_starts(text: str, *, title_end: int = 0) -> Iterator[int]:
    """Yield the offset of the first character of every sentence, in the order of the text.

    Args:
        text: Title, line break, abstract.
        title_end: Offset of the line break after the title.
    """
    yield 0
    if 0 < title_end < len(text):
        yield title_end + 1
    for match in _BREAK.finditer(text, title_end + 1 if title_end else 0):
        before = text[max(title_end, match.start() - _LONGEST_ABBREVIATION) : match.start()]
        if text[match.start()] != "." or not _NO_END.search(before):
            yield match.end()
