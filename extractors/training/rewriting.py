"""More documents to teach on: abstracts some of whose ordinary words are guessed anew by a masked language model.

A small network sees each sentence in many wordings that are likely in its place; the teacher labels every one (Jiao et
al. 2020, data augmentation of TinyBERT).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractors.network_inputs import MASK
from extractors.training.batches import DeviceCorpus, Ints
from extractors.training.corpus import EncodedCorpus
from extractors.training.encoders import TransformerEncoder
from extractors.training.optimise import fix_seed, half_precision
from extractors.training.pretrain import GuessHead
from extractors.wordpiece import Shape

_BATCH_SIZE = 64
_ORDINARY_SHAPES = (Shape.LOWER, Shape.SENTENCE_START)


@dataclass(frozen=True, slots=True)
class RewriteSettings:
    """Which words to guess anew.

    Attributes:
        ordinary: Which rows of the vocabulary are whole ordinary words, shape (n_pieces,).
        share: Of the ordinary words of a document.
    """

    ordinary: NDArray[np.bool_]
    share: float
    seed: int


def ordinary_pieces(pieces: Sequence[str]) -> NDArray[np.bool_]:
    """Return which pieces of a vocabulary are whole words of letters."""
    return np.array([piece.isascii() and piece.isalpha() for piece in pieces])


def rewrite_words(
    corpus: EncodedCorpus,
    encoder: TransformerEncoder,
    head: GuessHead,
    settings: RewriteSettings,
    device: torch.device,
) -> EncodedCorpus:
    """Return documents with part of their ordinary words exchanged for likely others.

    Only words of one piece, in lower case and outside of known names, are exchanged: words keep their places.

    Args:
        corpus: Documents.
        encoder: Pretrained with the head.
        head: Guesses pieces.
        settings: Which words.
        device: Where.
    """
    fix_seed(settings.seed)
    chosen = _choose(corpus, settings)
    documents = DeviceCorpus(corpus, device)
    starts = np.concatenate([[0], np.cumsum(corpus.piece_counts, dtype=np.int64)])[corpus.word_bounds]
    pieces = corpus.pieces.copy()
    forbidden = torch.from_numpy(~settings.ordinary).to(device)
    encoder.to(device).eval()
    head.to(device).eval()
    order = np.argsort(documents.n_pieces, kind="stable")
    for first in range(0, len(order), _BATCH_SIZE):
        rows = order[first : first + _BATCH_SIZE]
        flat = np.concatenate([np.arange(starts[row], starts[row + 1]) for row in rows])
        flat = flat[chosen[flat]]
        places = _places(flat, rows, starts)
        guesses = _guess(documents, rows, places, (encoder, head), forbidden)
        pieces[flat] = guesses.cpu().numpy().astype(pieces.dtype)
    return replace(corpus, pieces=pieces)


def _choose(corpus: EncodedCorpus, settings: RewriteSettings) -> NDArray[np.bool_]:
    """Return which pieces to guess anew, shape (n_pieces,)."""
    rng = np.random.default_rng(settings.seed)
    ordinary = (corpus.piece_counts == 1) & np.isin(corpus.shapes, _ORDINARY_SHAPES) & (corpus.known == 0)
    chosen = ordinary & (rng.random(len(ordinary)) < settings.share)
    return np.repeat(chosen, corpus.piece_counts) & settings.ordinary[corpus.pieces]


def _places(flat: Ints, rows: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Return row and position in the batch of pieces given by their number in the corpus; CLS stands before them."""
    by_start = np.argsort(starts[rows], kind="stable")
    row = by_start[np.searchsorted(starts[rows][by_start], flat, side="right") - 1]
    return row, flat - starts[rows][row] + 1


def _guess(
    documents: DeviceCorpus,
    rows: Ints,
    places: tuple[Ints, Ints],
    model: tuple[TransformerEncoder, GuessHead],
    forbidden: Tensor,
) -> Tensor:
    """Return a piece for every place, drawn by the probability that the model gives it there."""
    encoder, head = model
    row, position = (torch.from_numpy(index).to(documents.device) for index in places)
    with torch.no_grad(), half_precision(documents.device):
        batch = documents.batch(rows)
        batch.pieces[row, position] = MASK
        batch.piece_shapes[row, position] = 0
        states = encoder.encode_pieces(batch.pieces, batch.piece_shapes, batch.piece_known, batch.piece_mask)
        scores = head(states[row, position], encoder.embedding.pieces.weight).float()
    scores.masked_fill_(forbidden, -torch.inf)
    return torch.distributions.Categorical(logits=scores, validate_args=False).sample()
