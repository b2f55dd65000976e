"""Evidence: spans of a text gathered into the properties of one relationship."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.documents import Document
from extractors.sentences import split_sentences
from kg.graph import Properties, Value
from kg.version import VERSION

_MAX_QUOTE_CHARS = 500  # a sentence longer than this is cut around the span, with an ellipsis on the cut side
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One span that supports a relationship, with the component that found it.

    Attributes:
        link: Why the span stands for the concept; None where it stands for a number.
        note: Stands in place of the sentence where a person gave the fact and the text does not say it.
    """

    start: int
    end: int
    extractor: str
    confidence: float
    link: str | None = None
    note: str = ""

    def rank(self) -> tuple[int, int, str, float, str, str]:
        """Return the place among other evidence, in the order of the text."""
        return (self.start, self.end, self.extractor, self.confidence, self.link or "", self.note)


class Quoter:
    """Gives the sentence around a span of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._sentences = split_sentences(document.title, document.abstract)
        self._starts = [start for start, _ in self._sentences]

    def quote(self, start: int, end: int) -> str:
        """Return the sentence or sentences that hold a span, cut around the span where they are very long."""
        first = self._sentences[max(0, bisect_right(self._starts, start) - 1)] if self._sentences else (start, end)
        last = self._sentences[max(0, bisect_right(self._starts, end - 1) - 1)] if self._sentences else first
        left, right = min(first[0], start), max(last[1], end)
        spare = max(0, _MAX_QUOTE_CHARS - (end - start)) // 2
        cut_left, cut_right = max(left, start - spare), min(right, end + spare)
        if right - left <= _MAX_QUOTE_CHARS:
            cut_left, cut_right = left, right
        head = _ELLIPSIS if cut_left > left else ""
        tail = _ELLIPSIS if cut_right < right else ""
        return f"{head}{self._text[cut_left:cut_right].strip()}{tail}"

    def find(self, quote: str) -> tuple[int, int]:
        """Return where a quote stands in the text first, whatever its blanks and line breaks; (0, 0) if nowhere."""
        words = map(re.escape, quote.split())
        found = re.search(r"\s+".join(words), self._text) if quote.strip() else None
        return found.span() if found else (0, 0)


def evidence_properties(pieces: Iterable[Evidence], quoter: Quoter) -> Properties:
    """Return the properties that carry all evidence of one relationship, in the order of the text."""
    ordered = sorted(set(pieces), key=Evidence.rank)
    links = tuple(piece.link for piece in ordered if piece.link is not None)
    properties: dict[str, Value] = {
        "confidence": max(piece.confidence for piece in ordered),
        "n_mentions": len(ordered),
        "quotes": tuple(piece.note or quoter.quote(piece.start, piece.end) for piece in ordered),
        "starts": tuple(piece.start for piece in ordered),
        "ends": tuple(piece.end for piece in ordered),
        "extractors": tuple(piece.extractor for piece in ordered),
        "version": VERSION,
    }
    return properties | {"link_reasons": links} if links else properties
