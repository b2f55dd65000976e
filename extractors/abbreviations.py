"""Abbreviations that a text defines, with their long forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import register_attributes
from extractors.sentences import sentence_starts
from extractors.tokens import read_words

register_attributes()

_PARENTHESES = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]")
_TAIL = re.compile(r"[;,:].*|\s+or\s.*", re.DOTALL)
_WORD = re.compile(r"\S+")
_MIN_CHARS, _MAX_CHARS, _MAX_WORDS = 2, 10, 2
_PLURAL = re.compile(r"[A-Z0-9]s$")


@Language.factory("abbreviations", assigns=["doc._.abbreviations"], requires=["token.is_sent_start"])
def create_abbreviations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that sets ``Doc._.abbreviations``, pairs of short and long span in text order."""
    return set_abbreviations


def set_abbreviations(doc: Doc) -> Doc:
    """Find every short form that the doc defines; of two definitions of one short form the first counts."""
    pairs: dict[str, tuple[Span, Span]] = {}
    words = read_words(doc)
    starts = list(sentence_starts(words.text, title_end=doc._.title_end))
    for short, long in abbreviation_ranges(words.text, starts):
        short_tokens, long_tokens = words.token_range(*short), words.token_range(*long)
        if short_tokens is not None and long_tokens is not None:
            pair = doc[slice(*short_tokens)], doc[slice(*long_tokens)]
            pairs.setdefault(words.text[slice(*short)], pair)
    doc._.abbreviations = tuple(pairs.values())
    return doc


def abbreviation_ranges(
    text: str, sentence_starts: list[int] | None = None
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the character ranges of short and long form of every definition, in text order.

    A definition is "long form (SF)" or "SF (long form)" within a sentence.

    Args:
        text: Any text.
        sentence_starts: Sorted offsets; one sentence when None.

    References:
        Schwartz and Hearst (2003), A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text,
        PSB 8:451-462.
    """
    starts = sentence_starts or [0]
    sentence = 0
    for match in _PARENTHESES.finditer(text):
        while sentence + 1 < len(starts) and starts[sentence + 1] <= match.start():
            sentence += 1
        group = 1 if match.group(1) is not None else 2
        inner_start, inner = match.start(group), match.group(group)
        found = _long_before(text, starts[sentence], match.start(), (inner_start, _TAIL.sub("", inner).rstrip()))
        yield from found or _short_before(text, starts[sentence], match.start(), (inner_start, inner))


_Found = list[tuple[tuple[int, int], tuple[int, int]]]


def _long_before(text: str, lower: int, end: int, inner: tuple[int, str]) -> _Found:
    """Return "long form (SF)", if that is what stands before an opening parenthesis at `end`."""
    start, short = inner[0] + len(inner[1]) - len(inner[1].lstrip()), inner[1].strip()
    if not is_short_form(short):
        return []
    long = _long_form(text, lower, end, short)
    return [((start, start + len(short)), long)] if long else []


def _short_before(text: str, lower: int, end: int, inner: tuple[int, str]) -> _Found:
    """Return "SF (long form)", if that is what stands around an opening parenthesis at `end`."""
    words = list(_WORD.finditer(text, lower, end))
    if not words or not is_short_form(words[-1].group()):
        return []
    short = words[-1]
    long = _long_form(text, inner[0], inner[0] + len(inner[1]), short.group())
    covers_all = long is not None and long[0] - inner[0] <= len(inner[1]) - len(inner[1].lstrip())
    return [((short.start(), short.end()), long)] if long and covers_all else []


def is_short_form(text: str) -> bool:
    """Return whether a string may be an abbreviation: at most two words, two to ten characters, with a capital."""
    return (
        _MIN_CHARS <= len(text) <= _MAX_CHARS
        and len(text.split()) <= _MAX_WORDS
        and text[0].isalnum()
        and any(c.isupper() for c in text)
    )


def _long_form(text: str, lower: int, end: int, short: str) -> tuple[int, int] | None:
    """Return the range of the long form that ends at `end`, for a short form or the singular of a plural one."""
    found = _match_letters(text, lower, end, short)
    if found is None and _PLURAL.search(short):
        found = _match_letters(text, lower, end, short[:-1])
    return found


def _match_letters(text: str, lower: int, end: int, short: str) -> tuple[int, int] | None:
    """Match the letters of a short form right to left; the first one has to begin a word (Schwartz and Hearst)."""
    end = len(text[:end].rstrip())
    max_words = min(len(short) + 5, 2 * len(short))
    words = list(_WORD.finditer(text, lower, end))[-max_words:]
    if not words:
        return None
    first = words[0].start()
    position = end - 1
    letters = [c for c in short.casefold() if c.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        while position >= first and (
            text[position].casefold() != letters[index]
            or (index == 0 and position > first and text[position - 1].isalnum())
        ):
            position -= 1
        if position < first:
            return None
        position -= 1
    return _checked(text, position + 1, end, short)


def _checked(text: str, start: int, end: int, short: str) -> tuple[int, int] | None:
    """Return a long form's range unless it is no longer than its short form, or holds it."""
    long = text[start:end]
    words = long.split()
    is_plain = len(long) > len(short) and short not in words and not any(c in long for c in "()[]")
    return (start, end) if is_plain and len(words) <= min(len(short) + 5, 2 * len(short)) else None
