"""More documents to teach on: abstracts whose concepts are exchanged for others of their type.

Names are what a small network has to generalise over, and a corpus shows each in few contexts. The teacher labels the
variants anew, so that an odd exchange does no harm (Dai and Adel 2020, mention replacement).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.decoding import TYPES
from extractors.network_inputs import MAX_PIECES
from extractors.training.corpus import EncodedCorpus, Targets

_MIN_PROBABILITY = 0.7
_EXCHANGED = 0.5


@dataclass(frozen=True, slots=True)
class _Word:
    pieces: tuple[int, ...]
    shape: int
    known: int


_Name = tuple[_Word, ...]
_Span = tuple[int, int, int]


def exchange_concepts(corpus: EncodedCorpus, targets: Targets, *, n_copies: int, seed: int) -> EncodedCorpus:
    """Return variants of all documents, one copy of the corpus after the other.

    Args:
        corpus: Documents.
        targets: Their soft labels, from which sure spans are read.
        n_copies: Variants of each document.
        seed: Of the draws.
    """
    rng = np.random.default_rng(seed)
    documents = _documents(corpus)
    spans = [_spans(targets, *corpus.word_bounds[row : row + 2]) for row in range(len(corpus))]
    pool = _names(documents, spans)
    variants = [
        _variant(words, document_spans, pool, rng)
        for _ in range(n_copies)
        for words, document_spans in zip(documents, spans, strict=True)
    ]
    return _encoded(np.tile(corpus.ids, n_copies), variants)


def _documents(corpus: EncodedCorpus) -> list[_Name]:
    piece_ends = np.cumsum(corpus.piece_counts, dtype=np.int64).tolist()
    pieces, counts = corpus.pieces.tolist(), corpus.piece_counts.tolist()
    words = [
        _Word(tuple(pieces[end - count : end]), shape, known)
        for end, count, shape, known in zip(
            piece_ends, counts, corpus.shapes.tolist(), corpus.known.tolist(), strict=True
        )
    ]
    bounds = corpus.word_bounds.tolist()
    return [tuple(words[start:end]) for start, end in pairwise(bounds)]


def _spans(targets: Targets, start: int, end: int) -> list[_Span]:
    """Return first word, end and type of the spans whose labels are sure."""
    own = targets.labels[start:end].astype(np.float32)
    best = own.argmax(axis=1).tolist()
    sure = (own.max(axis=1) >= _MIN_PROBABILITY).tolist()
    spans, word = [], 0
    while word < len(best):
        concept_type, inside = divmod(best[word] - 1, 2)
        end_word = word + 1
        if best[word] > 0 and not inside and concept_type < len(TYPES):
            while end_word < len(best) and best[end_word] == best[word] + 1:
                end_word += 1
            if all(sure[word:end_word]):
                spans.append((word, end_word, concept_type))
        word = end_word
    return spans


def _names(documents: Sequence[_Name], spans: Sequence[Sequence[_Span]]) -> list[list[_Name]]:
    """Return the distinct names of every type in the order of the corpus."""
    names: dict[int, dict[_Name, None]] = defaultdict(dict)
    for words, document_spans in zip(documents, spans, strict=True):
        for start, end, concept_type in document_spans:
            names[concept_type][words[start:end]] = None
    return [list(names[number]) for number in range(len(TYPES))]


def _variant(words: _Name, spans: Sequence[_Span], pool: Sequence[Sequence[_Name]], rng: np.random.Generator) -> _Name:
    """Return a document with part of its names exchanged, each everywhere for the same other one."""
    exchanged: dict[tuple[tuple[int, ...], ...], _Name | None] = {}
    variant: list[_Word] = []
    position = 0
    for start, end, concept_type in spans:
        name = words[start:end]
        key = tuple(word.pieces for word in name)
        if key not in exchanged:
            other = pool[concept_type][int(rng.integers(len(pool[concept_type])))]
            exchanged[key] = other if rng.random() < _EXCHANGED else None
        variant += words[position:start]
        variant += exchanged[key] or name
        position = end
    variant += words[position:]
    return tuple(variant) if sum(len(word.pieces) for word in variant) <= MAX_PIECES else words


def _encoded(ids: NDArray[np.str_], documents: Sequence[_Name]) -> EncodedCorpus:
    words = [word for document in documents for word in document]
    empty = np.empty(0, dtype=np.uint8)
    return EncodedCorpus(
        ids=ids,
        word_bounds=np.cumsum([0, *map(len, documents)], dtype=np.int32),
        piece_counts=np.array([len(word.pieces) for word in words], dtype=np.uint8),
        pieces=np.array([piece for word in words for piece in word.pieces], dtype=np.uint16),
        shapes=np.array([word.shape for word in words], dtype=np.uint8),
        known=np.array([word.known for word in words], dtype=np.uint8),
        labels=empty,
        roles=empty,
    )
