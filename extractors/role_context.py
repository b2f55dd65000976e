"""What surrounds a mention: the text that tells which role a concept has in a paper."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.terms import ConceptType

Range = tuple[int, int]
ConceptKey = tuple[ConceptType, str]

# Stand-ins for mentions in the text around a mention: those of other concepts, and those of the same one.
OTHER, SAME = "\u00a4", "\u00a7"

# The first sentence that speaks of the paper itself ends the background.
_OWN_WORK = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Ii]n this (?:paper|work|study|article|survey|report|thesis|letter)|[Hh]ere,"
    r"|[Tt]his (?:paper|work|study|article|survey|report|thesis|letter)|[Tt]he proposed)\b"
)
# Longer contexts are cut, lest the time grow with the square of a sentence; no sentence of an abstract is so long.
_MAX_CHARS = 1000
# Without such a sentence, this many sentences of the abstract count as background.
_MAX_BACKGROUND = 2
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON_WORDS = frozenset(
    ["model", "models", "method", "methods", "learning", "network", "networks", "neural", "deep", "large", "language"]
)
_STEM_LENGTH = 6
_MARKUP_BEFORE = re.compile(r"(?:\\\w+\s*\{|[\"'`\u201c\u2018{$]|\*+)+\s*$")
_MARKUP_AFTER = re.compile(r"^(?:[}\"'`\u201d\u2019$]|\*+)+(?!s\b)")
_NAME_BEFORE = re.compile(rf"{SAME}\}}?\s*[(\[]\s*$")
_CLOSING = re.compile(r"^\s*[)\]]")
_SHORT_FORM_AFTER = re.compile(rf"^\s*[(\[]\s*(?:i\.e\.,?\s*|or\s+)?{SAME}s?\s*[)\]]")


@dataclass(frozen=True, slots=True)
class MentionContext:
    """One mention of a concept, in its sentence.

    Attributes:
        type: Type of the concept.
        surface: The mention as written.
        before: The sentence before it, other mentions replaced by `OTHER` and `SAME`, markup next to the mention cut.
        after: The sentence after it, likewise, without a short form in parentheses.
        in_title: Whether it stands in the title.
        in_background: Whether it stands in the abstract before the paper speaks of its own work.
    """

    type: ConceptType
    surface: str
    before: str
    after: str
    in_title: bool
    in_background: bool


@dataclass(frozen=True, slots=True)
class ConceptContext:
    """All mentions of one concept in a paper.

    Attributes:
        mentions: In the order of the text.
        recurrence: Part of the words of its first mention that the title or the text after the background holds, in
            [0, 1]. A paper speaks again of what it uses, if in other words.
    """

    type: ConceptType
    mentions: tuple[MentionContext, ...]
    recurrence: float


def concept_contexts(
    text: str, sentences: Sequence[Range], mentions: Mapping[ConceptKey, Sequence[Range]], *, title_end: int
) -> dict[ConceptKey, ConceptContext]:
    """Return the context of every concept.

    Args:
        text: Title, line break, abstract.
        sentences: Character ranges in the order of the text, the title one of its own.
        mentions: Character ranges of each concept's mentions; no two overlap.
        title_end: Length of the title.
    """
    owners = sorted((span, key) for key, spans in mentions.items() for span in spans)
    n_background = n_background_sentences(text, sentences, title_end)
    starts = [start for start, _ in sentences]
    contexts: dict[ConceptKey, list[MentionContext]] = {key: [] for key in mentions}
    for span, key in owners:
        index = max(bisect_right(starts, span[0]) - 1, 0)
        in_title = span[0] < title_end
        start, end = max(sentences[index][0], span[0] - _MAX_CHARS), min(sentences[index][1], span[1] + _MAX_CHARS)
        before = _mask(text, (start, span[0]), owners, key)
        after = _mask(text, (span[1], max(end, span[1])), owners, key)
        contexts[key].append(
            MentionContext(
                type=key[0],
                surface=text[span[0] : span[1]],
                **_trim(before, after),
                in_title=in_title,
                in_background=not in_title and index < n_background,
            )
        )
    own_work = text[:title_end] + text[sentences[n_background][0] :]
    return {
        key: ConceptContext(key[0], tuple(found), _recurrence(found[0].surface, own_work.casefold()))
        for key, found in contexts.items()
        if found
    }


def _recurrence(surface: str, own_work: str) -> float:
    words = [word for word in _CONTENT_WORD.findall(surface.casefold()) if word not in _COMMON_WORDS]
    return sum(word[:_STEM_LENGTH] in own_work for word in words) / len(words) if words else 1.0


def n_background_sentences(text: str, sentences: Sequence[Range], title_end: int) -> int:
    """Return how many sentences, the title among them, come before the paper speaks of its own work."""
    first = next((i for i, (start, _) in enumerate(sentences) if start >= title_end), len(sentences))
    for i in range(first, len(sentences)):
        if _OWN_WORK.search(text, *sentences[i]):
            return i
    return min(first + _MAX_BACKGROUND, len(sentences) - 1)


def _mask(text: str, limits: Range, owners: Sequence[tuple[Range, ConceptKey]], key: ConceptKey) -> str:
    return "".join(_masked_parts(text, limits, owners, key))


def _masked_parts(
    text: str, limits: Range, owners: Sequence[tuple[Range, ConceptKey]], key: ConceptKey
) -> Iterator[str]:
    position = limits[0]
    # Ordered by start and without overlaps, so that those of a sentence lie together.
    first, last = (bisect_left(owners, limit, key=lambda entry: entry[0][0]) for limit in limits)
    for (start, end), owner in owners[first:last]:
        if position <= start and end <= limits[1]:
            yield text[position:start]
            yield SAME if owner == key else OTHER
            position = end
    yield text[position : limits[1]]


def _trim(before: str, after: str) -> dict[str, str]:
    """Cut markup; let a short form in parentheses share the context of its long form."""
    before, after = _MARKUP_BEFORE.sub("", before), _MARKUP_AFTER.sub("", after)
    if _NAME_BEFORE.search(before):
        before, after = _NAME_BEFORE.sub("", before), _CLOSING.sub("", after)
    else:
        after = _SHORT_FORM_AFTER.sub("", after)
    return {"before": _MARKUP_BEFORE.sub("", before), "after": _MARKUP_AFTER.sub("", after)}
