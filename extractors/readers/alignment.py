"""Alignment: which lines of a listing are titles, which are abstracts, and which belong together.

A listing marks neither. Position says most (a title, then its abstract), but one missing line shifts all that follow;
shape says the rest. Both are weighed in one dynamic programme: the best division of the lines into pairs and leftovers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from extractors.readers.streams import Line

# Log-odds, set by hand: the longest of 13,913 titles on arXiv has 213 characters, the shortest abstract 306.
_MIDDLE_CHARS = 180
_CHARS_PER_UNIT = 30
_MAX_LENGTH_EVIDENCE = 4.0
_SENTENCE_END_EVIDENCE = 2.0
_NO_SENTENCE_END_EVIDENCE = -1.0
_PROSE_EVIDENCE = 1.0
_MAX_PROSE_SIGNS = 2
# What a line without a partner costs. On 13,913 arXiv papers in a row all pairs come back, also with abstracts cut to
# one sentence; with 3 % of the lines taken out, all but those where a title meets the abstract of the next paper. At 3
# the shortest abstracts are torn off, at 6 two titles in a row make a pair.
_LEFTOVER_COST = 4.0

_SENTENCE_END = re.compile(r"[.。][\"'’”)\]}$]*$")
_SENTENCE_BREAK = re.compile(r"[.。!?][\"'’”)\]]*\s+[A-Z0-9]")
_PROSE_WORD = re.compile(
    r"\b(?:we|our|in this (?:paper|work|article|study)|this (?:paper|work|article|study)|is|are|can|has|have)\b",
    re.IGNORECASE,
)


class Pair(NamedTuple):
    """A title with its abstract."""

    title: Line
    abstract: Line


class Leftover(NamedTuple):
    """A line whose partner the listing lacks."""

    line: Line
    is_title: bool


Part: TypeAlias = Pair | Leftover


def abstract_evidence(text: str) -> float:
    """Return log-odds for a line being an abstract: positive for prose, negative for a headline.

    >>> abstract_evidence("Deep Residual Learning for Image Recognition")
    -5.0
    >>> abstract_evidence("We train deep networks. They are easy to optimise.") > -3
    True
    """
    length = (len(text) - _MIDDLE_CHARS) / _CHARS_PER_UNIT
    evidence = max(-_MAX_LENGTH_EVIDENCE, min(_MAX_LENGTH_EVIDENCE, length))
    evidence += _PROSE_EVIDENCE * min(_MAX_PROSE_SIGNS, len(_SENTENCE_BREAK.findall(text)))
    if not _SENTENCE_END.search(text):  # titles ask questions, too: "Are We ...?"
        return evidence + _NO_SENTENCE_END_EVIDENCE
    return evidence + _SENTENCE_END_EVIDENCE + _PROSE_EVIDENCE * min(_MAX_PROSE_SIGNS, len(_PROSE_WORD.findall(text)))


def pair_lines(lines: Sequence[Line]) -> list[Part]:
    """Return the most likely division of a listing's text lines into pairs and leftovers, in their order.

    Args:
        lines: Lines that hold a title or an abstract each, without blank lines and headers.
    """
    evidence = [abstract_evidence(line.text) for line in lines]
    best = [0.0]
    is_paired = [False]
    for end, shape in enumerate(evidence, start=1):
        alone = best[end - 1] + abs(shape) - _LEFTOVER_COST
        pair = best[end - 2] + shape - evidence[end - 2] if end > 1 else float("-inf")
        best.append(max(alone, pair))
        is_paired.append(pair >= alone)
    parts: list[Part] = []
    end = len(lines)
    while end:
        last = lines[end - 1]
        parts.append(Pair(lines[end - 2], last) if is_paired[end] else Leftover(last, evidence[end - 1] <= 0))
        end -= 2 if is_paired[end] else 1
    return parts[::-1]
