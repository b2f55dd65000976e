"""Documents: one paper each, with an identifier made from what the source says of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ontology.names import normalise_name

_ARXIV_ID = re.compile(
    r"(?:arxiv[:./\s]*|(?:https?://)?arxiv\.org/(?:abs|pdf|html)/)?"
    r"(\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Document:
    """One paper as its sources give it.

    Attributes:
        id: ``arxiv:...``, ``doi:...`` or ``title:...``, see `document_id`.
        title: May be empty.
        abstract: May not be empty.
        published: ISO 8601 date, as precise as the source gives it.
        sources: Names of the files that hold the paper, sorted, without folders.
    """

    id: str
    title: str
    abstract: str
    arxiv_id: str | None = None
    doi: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    categories: tuple[str, ...] = ()
    url: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The string in which all offsets count: title, line break, abstract."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A part of the input that cannot be used: where it stands, and why.

    Attributes:
        file: Name of the file as the caller gave it, ``-`` for standard input.
        line: First line of the part, from 1; 0 when it is the whole file.
        reason: What is wrong, in one sentence without a full stop.
    """

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Distinct documents in the order of their ids, with what was set aside on the way.

    Attributes:
        documents: One per paper, sorted by id.
        set_aside: Sorted by file and line.
        n_read: Documents in the input before duplicates were merged.
    """

    documents: tuple[Document, ...]
    set_aside: tuple[SetAside, ...]
    n_read: int


def parse_arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier without version, or None.

    >>> parse_arxiv_id("https://arxiv.org/abs/2510.09608v2"), parse_arxiv_id("cs.LG/0703001"), parse_arxiv_id("10.1/x")
    ('2510.09608', 'cs.LG/0703001', None)
    """
    match = _ARXIV_ID.fullmatch(text.strip())
    return match.group(1) if match else None


def parse_doi(text: str) -> str | None:
    """Return a DOI in lower case without its resolver, or None.

    >>> parse_doi("https://doi.org/10.1000/ABC.1"), parse_doi("2510.09608")
    ('10.1000/abc.1', None)
    """
    match = _DOI.fullmatch(text.strip())
    return match.group(1).casefold() if match else None


def title_key(title: str) -> str:
    """Return the key under which two spellings of one title meet: its letters and digits, case folded.

    >>> title_key("LoRA: Low-Rank  Adaptation") == title_key("LoRA -- low rank adaptation")
    True
    """
    return " ".join(_WORD.findall(normalise_name(title)))


def document_id(*, arxiv_id: str | None = None, doi: str | None = None, title: str = "", abstract: str = "") -> str:
    """Return the identifier of a paper from the best that is known of it.

    The arXiv identifier goes before the DOI, the DOI before a hash of the title, that before one of the abstract.

    >>> document_id(title="Attention Is All You Need")
    'title:4a1c934d3d98f3ce'
    """
    if arxiv_id:
        return f"arxiv:{arxiv_id}"
    if doi:
        return f"doi:{doi}"
    key = title_key(title)
    return f"title:{_hash(key)}" if key else f"abstract:{_hash(title_key(abstract))}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def set_aside_summary(set_aside: Sequence[SetAside]) -> str:
    """Return a count for people: ``2 parts of the input set aside``."""
    n = len(set_aside)
    return f"{n} part{'' if n == 1 else 's'} of the input set aside"
