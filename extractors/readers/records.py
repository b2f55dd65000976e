"""Records: what one place of one file says of a paper, before papers are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from extractors.documents import SetAside

# More than any real abstract (the longest of 13,913 on arXiv has 3,000 characters), less than what a pipeline can take.
MAX_ABSTRACT_CHARS = 100_000
MAX_TITLE_CHARS = 2_000

# White space, and characters that stand for nothing and that XML cannot hold.
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Record:
    """A paper as one file gives it.

    Attributes:
        title: Clean text, may be empty.
        abstract: Clean text, not empty.
        file: The file as the caller named it.
        line: Where the record begins, from 1.
    """

    title: str
    abstract: str
    file: str
    line: int
    arxiv_id: str | None = None
    doi: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    categories: tuple[str, ...] = ()
    url: str | None = None


# A reader yields what it can use and what it cannot, in the order of the file.
Reading: TypeAlias = Record | SetAside


def clean_text(text: str) -> str:
    r"""Return a text with every run of white space and control characters as one blank, trimmed; no other change.

    >>> clean_text(" Deep\r\n  residual\tlearning ")
    'Deep residual learning'
    """
    words = " ".join(text.split())
    return words if words.isprintable() else _BLANKS.sub(" ", words).strip()


def text_problem(title: str, abstract: str) -> str | None:
    """Return why a clean title and abstract cannot be a document, or None if they can.

    >>> text_problem("LoRA", "")
    'no abstract'
    """
    if not abstract:
        return "no abstract"
    if len(title) > MAX_TITLE_CHARS:
        return f"a title of {len(title):,} characters; the limit is {MAX_TITLE_CHARS:,}"
    if len(abstract) > MAX_ABSTRACT_CHARS:
        return f"an abstract of {len(abstract):,} characters; the limit is {MAX_ABSTRACT_CHARS:,}"
    return None
