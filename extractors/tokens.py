"""Tokens and words: where names may begin and end, and the forms in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from spacy.attrs import ORTH, SPACY  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc

from ontology.names import name_key, singular

# A full stop or comma between digits belongs to the number; every other character that is no letter or digit stands
# alone: "CIFAR-10/100" is five tokens, "82.1%" two.
_MARK = r"(?:[.,](?!(?<=\d.)\d)|[^\w.,]|_)"
_TOKEN = re.compile(r"(?:[^\W_]|(?<=\d)[.,](?=\d))+|[^\w\s]|_")
_WORDS = "words"
# Grows with the strings that spaCy keeps anyway.
_ENTRIES: dict[int, tuple[str, str, bool]] = {}
_JOINERS = frozenset("-‐‑‒–—−_")


@dataclass(frozen=True, slots=True)
class Words:
    """A doc in plain lists, many times faster to walk than its tokens.

    Attributes:
        text: The text of the doc.
        texts: Text of every token.
        spaces: 1 where a blank follows it, else 0.
        offsets: Its first character.
        forms: The words: tokens without the hyphens inside names; NFKC, case folded.
        tokens: Index of the token of every word.
        kinds: The different words, in the singular.
    """

    text: str
    texts: list[str]
    spaces: list[int]
    offsets: list[int]
    forms: list[str]
    tokens: list[int]
    kinds: frozenset[str]

    def surface(self, start: int, end: int) -> str:
        """Return the text of the tokens ``[start, end)``."""
        return self.text[self.offsets[start] : self.offsets[end - 1] + len(self.texts[end - 1])]

    def token_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the tokens that cover exactly the characters ``[start, end)``, None where there are none."""
        first = bisect_left(self.offsets, start)
        last = bisect_left(self.offsets, end) - 1
        if first > last or self.offsets[first] != start or self.offsets[last] + len(self.texts[last]) != end:
            return None
        return first, last + 1

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return the fewest tokens that cover the characters ``[start, end)``, of which the first is no blank."""
        return bisect_right(self.offsets, start) - 1, bisect_left(self.offsets, end)


def create_tokenizer(nlp: Language) -> Tokenizer:
    """Return a tokeniser that keeps every character and splits names at their inner marks."""
    mark = re.compile(_MARK)
    return Tokenizer(
        nlp.vocab,
        prefix_search=re.compile(f"^{_MARK}").search,
        suffix_search=re.compile(r"[\W_]$").search,
        infix_finditer=mark.finditer,
    )


def read_words(doc: Doc) -> Words:
    """Return the words of a doc, read once; a hyphen with a blank on either side is a word of its own."""
    words = doc.user_data.get(_WORDS)
    if not isinstance(words, Words):
        words = doc.user_data[_WORDS] = _read(doc)
    return words


def _read(doc: Doc) -> Words:
    entries = _entries(doc)
    spaces = doc.to_array(SPACY).tolist()
    texts = [text for text, _, _ in entries]
    offsets = [0, *accumulate(len(text) + space for text, space in zip(texts, spaces, strict=True))][:-1]
    tokens = [
        index for index, (_, _, is_joiner) in enumerate(entries) if not (is_joiner and _is_inner(index, texts, spaces))
    ]
    forms = [entries[index][1] for index in tokens]
    text = "".join([text + " " if space else text for text, space in zip(texts, spaces, strict=True)])
    return Words(text, texts, spaces, offsets, forms, tokens, frozenset(map(singular_form, forms)))


def _entries(doc: Doc) -> list[tuple[str, str, bool]]:
    """Return text, form and whether it is a hyphen for every token; looked up by spaCy's hash, which is much faster."""
    strings, entries = doc.vocab.strings, []
    for orth in doc.to_array(ORTH).tolist():
        entry = _ENTRIES.get(orth)
        if entry is None:
            text = strings[orth]
            entry = _ENTRIES[orth] = (text, word_form(text), text in _JOINERS)
        entries.append(entry)
    return entries


def _is_inner(index: int, texts: list[str], spaces: list[int]) -> bool:
    """Return whether a hyphen has a word on either side and no blank."""
    if not 0 < index < len(texts) - 1 or spaces[index] or spaces[index - 1]:
        return False
    return not (texts[index - 1] in _JOINERS or texts[index - 1].isspace())


@lru_cache(maxsize=1 << 16)
def surface_key(surface: str) -> str:
    """Return the key of a name as a text has it, see `ontology.names.name_key`; most surfaces come again and again."""
    return name_key(surface)


def split_name(name: str) -> list[str]:
    """Return the words of a name, as `read_words` would see them in a text.

    >>> split_name("CIFAR-10"), split_name("pass@1"), split_name("GPT-3.5")
    (['cifar', '10'], ['pass', '@', '1'], ['gpt', '3.5'])
    """
    words = _TOKEN.findall(name)
    return [word_form(word) for word in words if word not in _JOINERS]


@lru_cache(maxsize=1 << 16)
def word_form(word: str) -> str:
    """Return the form in which a word is compared: NFKC, case folded, no blanks around it."""
    return unicodedata.normalize("NFKC", word.strip() or " ").casefold()


@lru_cache(maxsize=1 << 16)
def singular_form(form: str) -> str:
    """Return the singular of a word form, see `ontology.names.singular`."""
    return singular(form)
