"""Tokens and words: where names may begin and end, and the forms in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc

from ontology.names import singular

# A full stop or comma between digits belongs to the number; every other character that is no letter or digit stands
# alone: "CIFAR-10/100" is five tokens, "82.1%" two.
_MARK = r"(?:[.,](?!(?<=\d.)\d)|[^\w.,]|_)"
_TOKEN = re.compile(r"(?:[^\W_]|(?<=\d)[.,](?=\d))+|[^\w\s]|_")
_JOINERS = frozenset("-‐‑‒–—−_")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: its tokens without the hyphens inside names, in comparable forms.

    Attributes:
        forms: NFKC, case folded.
        tokens: Index of each word's token in the doc.
    """

    forms: list[str]
    tokens: list[int]


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
    """Return the words of a doc; a hyphen with a blank on either side is a word of its own."""
    forms, indexes = [], []
    glued = False
    texts = [token.text_with_ws for token in doc]
    for index, text in enumerate(texts):
        if text in _JOINERS and glued and index + 1 < len(texts):
            continue
        glued = not text[-1].isspace()
        forms.append(word_form(text))
        indexes.append(index)
    return Words(forms, indexes)


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


def token_range(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens that cover exactly the characters ``[start, end)``, or None where no such tokens exist."""
    span = doc.char_span(start, end)
    return None if span is None else (span.start, span.end)
