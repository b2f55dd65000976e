"""Tokenisation: every dash, slash, brace or other mark is a token, so that every name is a span of whole tokens."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc

# A full stop or comma between digits belongs to the number; every other character that is no letter or digit stands
# alone: "CIFAR-10/100" is five tokens, "82.1%" two.
_MARK = r"(?:[.,](?!(?<=\d.)\d)|[^\w.,]|_)"


def create_tokenizer(nlp: Language) -> Tokenizer:
    """Return a tokeniser that keeps every character and splits names at their inner marks."""
    mark = re.compile(_MARK)
    return Tokenizer(
        nlp.vocab,
        prefix_search=re.compile(f"^{_MARK}").search,
        suffix_search=re.compile(r"[\W_]$").search,
        infix_finditer=mark.finditer,
    )


def token_range(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens that cover exactly the characters ``[start, end)``, or None where no such tokens exist."""
    span = doc.char_span(start, end)
    return None if span is None else (span.start, span.end)
