"""Merging: one document from all the records of a paper, the same whatever the order of the files.

Where records differ, the one with an arXiv identifier goes first, then one with a DOI, then the abstract that most
records have, then the longer one, then the alphabet. A record whose abstract is clearly another text is set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import TypeVar

from extractors.documents import Document, SetAside, document_id, title_key
from extractors.readers.grouping import group_records, is_weak_title
from extractors.readers.records import Record

# Shared word pairs, as a part of the smaller set. Of 20,000 pairs of abstracts of different papers the highest had
# 0.14; of 11 papers known from two sources nine had above 0.9, one a revised text (0.72) and one a new text (0.31).
_MIN_SHARED_PAIRS = 0.5

_T = TypeVar("_T")


def merge_records(records: Sequence[Record]) -> tuple[list[Document], list[SetAside]]:
    """Return one document for each paper, and the records whose abstract contradicts the one that was chosen."""
    documents: list[Document] = []
    set_aside: list[SetAside] = []
    for group in group_records(records):
        ranked = _rank(group)
        kept = [record for record in ranked if is_same_text(record.abstract, ranked[0].abstract)]
        document = _to_document(kept)
        documents.append(document)
        if len(kept) < len(ranked):
            set_aside += _contradictions(ranked, document)
    return sorted(documents, key=lambda d: d.id), set_aside


def _contradictions(ranked: Sequence[Record], document: Document) -> Iterator[SetAside]:
    file, line = min((r.file, r.line) for r in ranked if r.abstract == document.abstract)
    for record in ranked:
        if not is_same_text(record.abstract, document.abstract):
            reason = f"another abstract for {document.id} than the one kept, which is at {file}:{line}"
            yield SetAside(record.file, record.line, reason)


def is_same_text(text: str, other: str) -> bool:
    """Return whether two texts are versions of one: most word pairs of the shorter are in the other.

    >>> is_same_text("We train a large model.", "We train a  large model on text.")
    True
    >>> is_same_text("We train a large model.", "Proteins fold in water.")
    False
    """
    if text == other:
        return True
    words, other_words = title_key(text).split(), title_key(other).split()
    pairs, other_pairs = set(pairwise(words)), set(pairwise(other_words))
    n_least = min(len(pairs), len(other_pairs))
    return len(pairs & other_pairs) >= _MIN_SHARED_PAIRS * n_least if n_least else words == other_words


def _rank(records: Sequence[Record]) -> list[Record]:
    if len(records) == 1:
        return list(records)
    n_with = Counter(record.abstract for record in records)

    def key(record: Record) -> tuple[object, ...]:
        return (
            not record.arxiv_id,
            not record.doi,
            -n_with[record.abstract],
            -len(record.abstract),
            record.abstract,
            -len(record.title),
            record.title,
            *_metadata(record),
        )

    return sorted(records, key=key)


def _metadata(record: Record) -> tuple[object, ...]:
    """Return what else tells two records apart, so that no choice is left to the order of the files."""
    return (
        record.arxiv_id or "",
        record.doi or "",
        record.authors,
        record.published or "",
        record.categories,
        record.url or "",
    )


def _to_document(ranked: Sequence[Record]) -> Document:
    title = _first(record.title for record in ranked) or ""
    abstract = ranked[0].abstract
    arxiv_id = _first(record.arxiv_id for record in ranked)
    doi = _first(record.doi for record in ranked)
    named = arxiv_id or doi or not is_weak_title(title)
    return Document(
        id=document_id(arxiv_id=arxiv_id, doi=doi, title=title if named else "", abstract=abstract),
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id,
        doi=doi,
        authors=_first(record.authors for record in ranked) or (),
        # The most precise date, of those the earliest.
        published=min((r.published for r in ranked if r.published), key=lambda d: (-len(d), d), default=None),
        categories=_first(record.categories for record in ranked) or (),
        url=_first(record.url for record in ranked),
        sources=tuple(sorted({PurePath(record.file).name for record in ranked})),
    )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value), None)
