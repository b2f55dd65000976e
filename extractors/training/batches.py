"""Batches of encoded documents, put together on the device that trains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractors.network_inputs import CLS, MAX_WORD_PIECES, PAD, SEP
from extractors.training.corpus import EncodedCorpus, Targets

_LENGTH_STEP = 16
_LENGTH_NOISE = 30.0

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Batch:
    """Padded documents; True in a mask marks what is there.

    Attributes:
        pieces: With CLS and SEP, shape (n_documents, n_pieces), as `piece_mask`, `piece_shapes` and `piece_known`.
        piece_words: Word of every piece, -1 for CLS, SEP and padding.
        first_pieces: Position in `pieces` of the first piece of every word, shape (n_documents, n_words), as
            `word_mask`, `word_shapes` and `word_known`.
        word_pieces: The first pieces of every word, shape (n_documents, n_words, MAX_WORD_PIECES), as
            `word_piece_mask`.
    """

    pieces: Tensor
    piece_mask: Tensor
    piece_words: Tensor
    piece_shapes: Tensor
    piece_known: Tensor
    first_pieces: Tensor
    word_mask: Tensor
    word_shapes: Tensor
    word_known: Tensor
    word_pieces: Tensor
    word_piece_mask: Tensor


class DeviceCorpus:
    """Documents as flat tensors on a device; a batch is gathered from them without a detour through the host."""

    def __init__(self, corpus: EncodedCorpus, device: torch.device, targets: Targets | None = None) -> None:
        self.device = device
        self.n_words = np.diff(corpus.word_bounds)
        self._word_bounds = _tensor(corpus.word_bounds, device)
        starts = np.concatenate([[0], np.cumsum(corpus.piece_counts, dtype=np.int64)])
        self.n_pieces = starts[corpus.word_bounds[1:]] - starts[corpus.word_bounds[:-1]]
        self._piece_starts = _tensor(starts, device)
        self._pieces = _tensor(corpus.pieces, device)
        words = np.repeat(np.arange(len(corpus.piece_counts)), corpus.piece_counts)
        first_words = np.repeat(corpus.word_bounds[:-1], self.n_words)
        self._piece_words = _tensor(words - first_words[words], device)
        self._shapes, self._known = _tensor(corpus.shapes, device), _tensor(corpus.known, device)
        self._label_targets = self._role_targets = None
        if targets is not None:
            self._label_targets = torch.from_numpy(targets.labels).to(device)
            self._role_targets = torch.from_numpy(targets.roles).to(device)

    def __len__(self) -> int:
        return len(self.n_words)

    def batch(self, documents: Ints, *, known_dropout: float = 0.0) -> Batch:
        """Return documents as a batch.

        Args:
            documents: Their numbers.
            known_dropout: Share of known names to hide, so that a network does not lean on them.
        """
        rows = torch.from_numpy(np.asarray(documents)).to(self.device)
        words, word_mask = self._word_grid(rows, documents)
        word_shapes = self._shapes[words] * word_mask
        word_known = self._known[words] * word_mask
        if known_dropout:
            word_known = _hide_names(word_known, known_dropout)
        first = self._piece_starts[self._word_bounds[rows]]
        length = _round_up(int(self.n_pieces[documents].max()) + 2)
        position = torch.arange(length, device=self.device)[None] - 1
        n_pieces = (self._piece_starts[self._word_bounds[rows + 1]] - first)[:, None]
        inner = (position >= 0) & (position < n_pieces)
        index = torch.where(inner, first[:, None] + position, 0)
        pieces = torch.where(inner, self._pieces[index], PAD)
        pieces[:, 0] = CLS
        pieces = torch.where(position == n_pieces, SEP, pieces)
        piece_words = torch.where(inner, self._piece_words[index], -1)
        of_word = piece_words.clamp(min=0)
        word_pieces, word_piece_mask = self._word_pieces(words, word_mask)
        return Batch(
            pieces=pieces,
            piece_mask=position <= n_pieces,
            piece_words=piece_words,
            piece_shapes=word_shapes.gather(1, of_word) * inner,
            piece_known=word_known.gather(1, of_word) * inner,
            first_pieces=(self._piece_starts[words] - first[:, None] + 1) * word_mask,
            word_mask=word_mask,
            word_shapes=word_shapes,
            word_known=word_known,
            word_pieces=word_pieces,
            word_piece_mask=word_piece_mask,
        )

    def targets(self, documents: Ints) -> tuple[Tensor, Tensor]:
        """Return label and role probabilities of the words of a batch, all zero behind the end of a document."""
        if self._label_targets is None or self._role_targets is None:
            raise ValueError("this corpus has no targets")
        words, mask = self._word_grid(torch.from_numpy(np.asarray(documents)).to(self.device), documents)
        return (
            self._label_targets[words].float() * mask[..., None],
            self._role_targets[words].float() * mask[..., None],
        )

    def _word_grid(self, rows: Tensor, documents: Ints) -> tuple[Tensor, Tensor]:
        """Return the flat number of every word of a batch, and which of them are there."""
        position = torch.arange(max(int(self.n_words[documents].max()), 1), device=self.device)[None]
        start, end = self._word_bounds[rows][:, None], self._word_bounds[rows + 1][:, None]
        mask = start + position < end
        return torch.where(mask, start + position, 0), mask

    def _word_pieces(self, words: Tensor, word_mask: Tensor) -> tuple[Tensor, Tensor]:
        starts = self._piece_starts[words][..., None] + torch.arange(MAX_WORD_PIECES, device=self.device)
        mask = (starts < self._piece_starts[words + 1][..., None]) & word_mask[..., None]
        return torch.where(mask, self._pieces[torch.where(mask, starts, 0)], PAD), mask


def _tensor(array: NDArray[np.generic], device: torch.device) -> Tensor:
    return torch.from_numpy(array.astype(np.int64)).to(device)


def _round_up(length: int) -> int:
    """Return the next length that the attention kernels like, at most that of the window."""
    return min((length + _LENGTH_STEP - 1) // _LENGTH_STEP * _LENGTH_STEP, 512)


def _hide_names(known: Tensor, share: float) -> Tensor:
    """Return the classes of known names with some names, and in some documents all, set to none."""
    number = (known % 2 == 1).cumsum(dim=1)
    hidden = torch.rand(known.shape[0], known.shape[1] + 1, device=known.device) < share
    hidden |= torch.rand(known.shape[0], 1, device=known.device) < share / 2
    return torch.where(hidden.gather(1, number), 0, known)


def by_length(lengths: Ints, size: int, rng: np.random.Generator) -> list[Ints]:
    """Return all documents in batches of about one length, in random order."""
    order = np.argsort(lengths + rng.uniform(0, _LENGTH_NOISE, len(lengths)), kind="stable")
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches


def mixed_by_length(
    lengths: Ints, sizes: tuple[int, int], first: Ints, second: Ints, rng: np.random.Generator
) -> Iterator[tuple[Ints, Ints]]:
    """Yield batches that join two kinds of document of about one length, each of the second kind once.

    Args:
        lengths: Of all documents.
        sizes: Documents of either kind in a batch.
        first: Numbers of the documents of the first kind; drawn evenly, as often as needed.
        second: Numbers of the documents of the second kind.
        rng: Draws.
    """
    first = first[np.argsort(lengths[first], kind="stable")]
    order = second[np.argsort(lengths[second] + rng.uniform(0, _LENGTH_NOISE, len(second)), kind="stable")]
    starts = np.arange(0, len(order), sizes[1])
    rng.shuffle(starts)
    for start in starts:
        centre = (start + sizes[1] / 2) / len(order) * len(first)
        window = np.round(centre + rng.uniform(-2 * sizes[0], 2 * sizes[0], sizes[0])).astype(np.int64)
        yield first[np.clip(window, 0, len(first) - 1)], order[start : start + sizes[1]]
