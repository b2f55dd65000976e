"""Abbreviations that a text defines, as character ranges (Schwartz and Hearst 2003)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PARENTHESES = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]")
_TAIL = re.compile(r"[;,:].*|\s+or\s.*", re.DOTALL)
_WORD = re.compile(r"\S+")
_MIN_CHARS, _MAX_CHARS, _MAX_WORDS = 2, 10, 2
_BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*")
_PLURAL = re.compile(r"[A-Z0-9]s$")
_INITIAL_WORD = re.compile(r"[^\W_]+")
_MIN_INITIALS = 2
_JOINERS = "-‐‑"
_TITLE = re.compile(r"([A-Z][A-Za-z]{1,7}): ")
_TITLE_CHARS = 120
_LETTER_NUMBER = re.compile(r"([a-z])([2-5])")
# Small words that an abbreviation leaves out.
_PASSED = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "via", "with"])


class Definition(NamedTuple):
    """An abbreviation and what it stands for."""

    short: str
    long: str


def definition_in(name: str) -> Definition | None:
    """Return the abbreviation that a name ends in, in brackets, or begins with, and the rest of the name.

    >>> definition_in("model predictive path integral (MPPI)")
    Definition(short='MPPI', long='model predictive path integral')
    """
    for (start, end), (long_start, long_end) in abbreviation_ranges(name):
        if start < long_start:
            return Definition(name[start:end], name[long_start:long_end])
        if end + 1 >= len(name):
            return Definition(name[start:end], name[:long_end])
    return None


def without_brackets(name: str) -> str:
    """Return a name without a short form in brackets.

    >>> without_brackets("vision-language-action (VLA) models"), without_brackets("Llama (large)")
    ('vision-language-action models', 'Llama (large)')
    """
    return " ".join(_BRACKETS.sub(lambda m: " " if is_short_form(m.group(1)) else m.group(), name).split())


def abbreviation_ranges(
    text: str, sentence_starts: list[int] | None = None
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the character ranges of short and long form of every definition.

    A definition is "long form (SF)" or "SF (long form)" within a sentence, in text order; then "SF: long form" at the
    very beginning, if each letter begins a word.

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
    yield from _titled(text)


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


def _titled(text: str) -> _Found:
    """Return "SF: long form", if a text begins so."""
    match = _TITLE.match(text)
    if match is None:
        return []
    words = list(_INITIAL_WORD.finditer(text, match.end(), match.end() + _TITLE_CHARS))
    for last in range(1, len(words)):
        end = words[last].end()
        long = _match_initials(text, match.end(), end, match.group(1))
        if long is not None and long[0] == words[0].start():
            checked = _checked(text, *long, match.group(1))
            return [(match.span(1), checked)] if checked else []
    return []


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
    for form in (short, short[:-1]) if _PLURAL.search(short) else (short,):
        found = _match_initials(text, lower, end, form)
        if found is not None and (checked := _checked(text, *found, form)):
            return checked
    found = _match_letters(text, lower, end, short)
    if found is None and _PLURAL.search(short):
        found = _match_letters(text, lower, end, short[:-1])
    return found


def _match_initials(text: str, lower: int, end: int, short: str) -> tuple[int, int] | None:
    """Match the letters of a short form to the initials of as many words, small words between them passed over.

    It goes before the letters inside words, which stop too early: "PPO" is no "policy optimization".
    """
    initials = [(m.start(), m.group().casefold()) for m in _INITIAL_WORD.finditer(text, lower, end)]
    letters, at = _repeated_letters(short.casefold()), len(initials) - 1
    if not letters.isalpha() or len(letters) < _MIN_INITIALS:
        return None
    for index in range(len(letters) - 1, -1, -1):
        while (
            at >= 0 and index < len(letters) - 1 and initials[at][1] in _PASSED and initials[at][1][0] != letters[index]
        ):
            at -= 1
        if at < 0 or initials[at][1][0] != letters[index]:
            return None
        at -= 1
    return initials[at + 1][0], len(text[:end].rstrip())


def _repeated_letters(letters: str) -> str:
    """Return letters with each number written out as repetitions of the letter before it: "TD3" is "TDDD"."""
    return _LETTER_NUMBER.sub(lambda match: match.group(1) * int(match.group(2)), letters)


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


def _compound_start(text: str, start: int) -> int:
    """Return where the compound begins that a word ends: "modal" in "multi-modal models (MM)" is half a word."""
    while start > 1 and text[start - 1] in _JOINERS and text[start - 2].isalnum():
        start -= 1
        while start > 0 and text[start - 1].isalnum():
            start -= 1
    return start


def _checked(text: str, start: int, end: int, short: str) -> tuple[int, int] | None:
    """Return a long form's range, to the beginning of a compound, unless it is no longer than the short form."""
    start = _compound_start(text, start)
    long = text[start:end]
    words = long.split()
    is_plain = len(long) > len(short) and short not in words and not any(c in long for c in "()[]")
    return (start, end) if is_plain and len(words) <= min(len(short) + 5, 2 * len(short)) else None
