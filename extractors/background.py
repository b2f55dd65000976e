"""The background of an abstract: what it says before it speaks of the paper's own work."""

from __future__ import annotations

import re
from collections.abc import Sequence

Range = tuple[int, int]

_OWN_WORK = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Ii]n this (?:paper|work|study|article|survey|report|thesis|letter)|[Hh]ere,"
    r"|[Tt]his (?:paper|work|study|article|survey|report|thesis|letter)|[Tt]he proposed)\b"
)
# Without such a sentence, this many sentences of the abstract count as background.
_MAX_BACKGROUND = 2


def n_background_sentences(text: str, sentences: Sequence[Range], title_end: int) -> int:
    """Return how many sentences, the title among them, come before the paper speaks of its own work.

    Args:
        text: Title, line break, abstract.
        sentences: Character ranges in the order of the text, the title one of its own.
        title_end: Length of the title.
    """
    first = next((i for i, (start, _) in enumerate(sentences) if start >= title_end), len(sentences))
    for i in range(first, len(sentences)):
        if _OWN_WORK.search(text, *sentences[i]):
            return i
    return min(first + _MAX_BACKGROUND, len(sentences) - 1)
