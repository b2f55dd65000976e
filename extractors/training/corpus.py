"""Encoded documents: what the networks are trained on, in flat arrays that one file holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.decoding import CLASSES, LABELS, N_LABELS, ROLES
from extractors.gold import GoldPaper
from extractors.known_names import known_classes
from extractors.network_inputs import MAX_PIECES
from extractors.training.known_names import NameFinder
from extractors.wordpiece import WordPieces, WordSequence

Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class EncodedCorpus:
    """Documents cut into words and pieces, one after the other.

    Attributes:
        ids: One per document.
        word_bounds: First word of every document, and the number of words; shape (n_documents + 1,).
        piece_counts: Pieces of every word.
        pieces: Vocabulary rows.
        shapes: Values of `extractors.wordpiece.Shape`, one per word.
        known: Classes of known names, one per word: 0 for none, ``1 + 2 * type`` for the first word of a name and one
            more for its other words.
        labels: Rows of `LABELS`, one per word; empty where nobody annotated.
        roles: One bit for each of `ROLES`, one number per word; empty where nobody annotated.
    """

    ids: NDArray[np.str_]
    word_bounds: Numbers
    piece_counts: Numbers
    pieces: Numbers
    shapes: Numbers
    known: Numbers
    labels: Numbers
    roles: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    def save(self, path: str | Path) -> None:
        """Write the corpus to a compressed file."""
        np.savez_compressed(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: str | Path) -> EncodedCorpus:
        """Return the corpus of a file."""
        with np.load(path) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Targets:
    """What a network is to say of every word of a corpus.

    Attributes:
        labels: Probabilities of `LABELS`, shape (n_words, N_LABELS).
        roles: Probabilities of `ROLES`, shape (n_words, len(ROLES)); all zero where no role is asked for.
    """

    labels: NDArray[np.float16]
    roles: NDArray[np.float16]

    @classmethod
    def of_gold(cls, corpus: EncodedCorpus) -> Targets:
        """Return the annotation as probabilities; two roles share their word evenly."""
        labels = np.eye(N_LABELS, dtype=np.float16)[corpus.labels]
        bits = (corpus.roles[:, None].astype(np.int64) >> np.arange(len(ROLES))) & 1
        return cls(labels, (bits / np.maximum(bits.sum(axis=1, keepdims=True), 1)).astype(np.float16))

    def save(self, path: str | Path) -> None:
        """Write the targets to a file."""
        np.savez(path, labels=self.labels, roles=self.roles)

    @classmethod
    def load(cls, path: str | Path) -> Targets:
        """Return the targets of a file."""
        with np.load(path) as arrays:
            return cls(arrays["labels"], arrays["roles"])

    @classmethod
    def join(cls, parts: Sequence[Targets]) -> Targets:
        """Return the targets of several corpora as those of one."""
        return cls(np.concatenate([p.labels for p in parts]), np.concatenate([p.roles for p in parts]))


def encode(
    texts: Sequence[tuple[str, str]],
    word_pieces: WordPieces,
    names: NameFinder,
    *,
    gold: Sequence[GoldPaper] | None = None,
) -> EncodedCorpus:
    """Return texts as an encoded corpus; what does not fit the window of an encoder is left out at the end.

    Args:
        texts: Pairs of id and text.
        word_pieces: Splits them.
        names: Finds the known names.
        gold: The annotation of every text.
    """
    bounds = [0]
    counts: list[int] = []
    pieces, shapes, known = list[int](), list[int](), list[int]()
    labels, roles = list[int](), list[int]()
    for number, (_, text) in enumerate(texts):
        words = within_window(word_pieces.read(text))
        bounds.append(bounds[-1] + len(words))
        counts += words.counts.tolist()
        pieces += words.pieces.tolist()
        shapes += words.shapes.tolist()
        known += known_classes(words, names(text)).tolist()
        if gold is not None:
            word_labels, word_roles = annotate(words, gold[number])
            labels += word_labels
            roles += word_roles
    return EncodedCorpus(
        ids=np.array([text_id for text_id, _ in texts], dtype=np.str_),
        word_bounds=np.array(bounds, dtype=np.int32),
        piece_counts=np.array(counts, dtype=np.uint8),
        pieces=np.array(pieces, dtype=np.uint16),
        shapes=np.array(shapes, dtype=np.uint8),
        known=np.array(known, dtype=np.uint8),
        labels=np.array(labels, dtype=np.uint8),
        roles=np.array(roles, dtype=np.uint8),
    )


def within_window(words: WordSequence) -> WordSequence:
    """Return the words that fit the window of an encoder."""
    return words.part(0, int(words.counts.cumsum().searchsorted(MAX_PIECES, side="right")))


def annotate(words: WordSequence, paper: GoldPaper) -> tuple[list[int], list[int]]:
    """Return the label and the role bits of every word.

    Where gold spans overlap, required ones go before optional ones and longer ones before shorter ones.
    """
    labels, roles = [0] * len(words), [0] * len(words)
    for start, end, label_class, bits in _gold_spans(paper):
        inside = range(words.starts.searchsorted(start), words.ends.searchsorted(end, side="right"))
        for position, number in enumerate(inside):
            labels[number] = LABELS.index(f"{'I' if position else 'B'}-{label_class}")
            roles[number] = bits
    return labels, roles


def _gold_spans(paper: GoldPaper) -> Iterable[tuple[int, int, str, int]]:
    text = paper.document.text
    spans = sorted(
        (concept.optional, start - end, start, end, number)
        for number, concept in enumerate(paper.concepts)
        for start, end in concept.spans(text)
    )
    taken: list[tuple[int, int]] = []
    for optional, _, start, end, number in spans:
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        concept = paper.concepts[number]
        bits = sum(1 << ROLES.index(role) for role in concept.roles)
        yield start, end, CLASSES[-1] if optional else concept.type.value, bits


def merge(corpora: Sequence[EncodedCorpus]) -> EncodedCorpus:
    """Return several corpora as one, without annotation."""
    offsets = np.cumsum([0, *(corpus.word_bounds[-1] for corpus in corpora)])
    bounds = [corpus.word_bounds[:-1] + offset for corpus, offset in zip(corpora, offsets, strict=False)]
    empty = np.empty(0, dtype=np.uint8)
    return EncodedCorpus(
        ids=np.concatenate([corpus.ids for corpus in corpora]),
        word_bounds=np.concatenate([*bounds, offsets[-1:]]),
        piece_counts=np.concatenate([corpus.piece_counts for corpus in corpora]),
        pieces=np.concatenate([corpus.pieces for corpus in corpora]),
        shapes=np.concatenate([corpus.shapes for corpus in corpora]),
        known=np.concatenate([corpus.known for corpus in corpora]),
        labels=empty,
        roles=empty,
    )
