"""Grouping: which records are of one paper.

Records with one arXiv identifier are. Of the others, those that share a DOI or a title are, and go to the arXiv
paper with which they share one; two arXiv identifiers are two papers, whatever else they share (resubmissions under one
title exist). A title of one or two words, or none, says too little: there the abstract decides, its opening if the
titles agree, else the whole of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from extractors.documents import title_key
from extractors.readers.records import Record

_MIN_TITLE_WORDS = 3
# Sources write formulas differently, mostly further on. Of 15,473 abstracts every two with the same first 20 words are
# of one paper; 16 words join two that are not.
_N_OPENING_WORDS = 20
_N_OPENING_CHARS = 400

_Keys: TypeAlias = frozenset[str]


def is_weak_title(title: str) -> bool:
    """Return whether a title has too few words to tell a paper from others.

    >>> is_weak_title("Deep Learning"), is_weak_title("Attention Is All You Need")
    (True, False)
    """
    return _is_weak(title_key(title))


def group_records(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records of each paper; which are together does not depend on the order of the records."""
    keys = _keys_of(records)
    papers: dict[str, list[Record]] = defaultdict(list)
    papers_with_key: dict[str, set[str]] = defaultdict(set)
    for record, own_keys in zip(records, keys, strict=True):
        if record.arxiv_id:
            papers[record.arxiv_id].append(record)
            for key in own_keys:
                papers_with_key[key].add(record.arxiv_id)
    others = [(r, k) for r, k in zip(records, keys, strict=True) if not r.arxiv_id]
    found = [
        (members, sorted({arxiv_id for key in shared_keys for arxiv_id in papers_with_key.get(key, ())}))
        for members, shared_keys in _components(others)
    ]
    joined = [(_nearest(members, {i: papers[i] for i in ids}), members) for members, ids in found if ids]
    for arxiv_id, members in joined:
        papers[arxiv_id].extend(members)
    return [*papers.values(), *(members for members, ids in found if not ids)]


def _keys_of(records: Sequence[Record]) -> list[_Keys]:
    titles = [title_key(record.title) for record in records]
    known_by_abstract = defaultdict(set)
    for record, title in zip(records, titles, strict=True):
        if _is_weak(title) and not (record.arxiv_id or record.doi):
            known_by_abstract[_opening(record)].add(title_key(record.abstract))
    return [_keys(record, title, known_by_abstract) for record, title in zip(records, titles, strict=True)]


def _keys(record: Record, title: str, known_by_abstract: Mapping[str, Set[str]]) -> _Keys:
    keys = set()
    if record.doi:
        keys.add(f"doi:{record.doi}")
    if title:
        keys.add(f"title:{title}:{_opening(record)}" if _is_weak(title) else f"title:{title}")
    # The opening, cheap to make, spares nearly all records the normal form of the whole abstract.
    known = known_by_abstract.get(_opening(record)) if known_by_abstract else None
    if known and (abstract := title_key(record.abstract)) in known:
        keys.add(f"abstract:{abstract}")
    return frozenset(keys)


def _is_weak(key: str) -> bool:
    return len(key.split()) < _MIN_TITLE_WORDS


def _opening(record: Record) -> str:
    return " ".join(title_key(record.abstract[:_N_OPENING_CHARS]).split()[:_N_OPENING_WORDS])


def _components(keyed: Sequence[tuple[Record, _Keys]]) -> Iterator[tuple[list[Record], _Keys]]:
    """Yield the connected components of the graph in which records that share a key are neighbours."""
    positions = defaultdict(list)
    for position, (_, keys) in enumerate(keyed):
        for key in keys:
            positions[key].append(position)
    is_seen = [False] * len(keyed)
    for start in range(len(keyed)):
        if is_seen[start]:
            continue
        is_seen[start] = True
        reached = [start]
        shared_keys: set[str] = set()
        for position in reached:
            for key in keyed[position][1] - shared_keys:
                shared_keys.add(key)
                new = [p for p in positions[key] if not is_seen[p]]
                reached.extend(new)
                for p in new:
                    is_seen[p] = True
        yield [keyed[p][0] for p in reached], frozenset(shared_keys)


def _nearest(members: Sequence[Record], papers: Mapping[str, Sequence[Record]]) -> str:
    """Return the first arXiv paper with an abstract that one of the members has, else the first of all."""
    if len(papers) > 1:
        abstracts = {record.abstract for record in members}
        for arxiv_id, records in papers.items():
            if any(record.abstract in abstracts for record in records):
                return arxiv_id
    return next(iter(papers))
