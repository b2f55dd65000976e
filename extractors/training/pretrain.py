"""Further pretraining of an encoder on abstracts: masked words are to be guessed."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.network_inputs import MASK
from extractors.training.batches import Batch, DeviceCorpus, by_length
from extractors.training.corpus import EncodedCorpus
from extractors.training.encoders import EncoderConfig, TransformerEncoder
from extractors.training.optimise import Clock, Optimiser, fix_seed, half_precision

logger = logging.getLogger(__name__)

# Rows below are special and unused pieces of BERT's vocabulary.
_FIRST_ORDINARY = 999
_LOG_EVERY = 100


@dataclass(frozen=True, slots=True)
class PretrainSettings:
    """How to go on pretraining.

    Attributes:
        masked: Share of words; 80 % of their pieces are hidden, 10 % replaced, 10 % left (Devlin et al. 2019).
    """

    n_epochs: int
    rate: float
    batch_size: int = 64
    masked: float = 0.22
    warm_up: float = 0.06
    known_dropout: float = 0.3
    seed: int = 1


class GuessHead(nn.Module):
    """Scores of all pieces, through the piece embedding itself."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        self.dense = nn.Linear(config.width, config.width)
        self.norm = nn.LayerNorm(config.width)
        self.bias = nn.Parameter(torch.zeros(config.n_pieces))
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)

    def forward(self, states: Tensor, embedding: Tensor) -> Tensor:
        """Return scores, shape (n_states, n_pieces)."""
        hidden = self.norm(functional.gelu(self.dense(states)))
        return functional.linear(hidden, embedding.to(hidden.dtype), self.bias.to(hidden.dtype))


def pretrain(
    encoder: TransformerEncoder, corpus: EncodedCorpus, settings: PretrainSettings, device: torch.device
) -> GuessHead:
    """Train an encoder in place, and return the head that was trained with it."""
    fix_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    documents = DeviceCorpus(corpus, device)
    encoder.to(device).train()
    head = GuessHead(encoder.config)
    head.to(device)
    n_steps = settings.n_epochs * -(-len(documents) // settings.batch_size)
    parameters = [*encoder.parameters(), *head.parameters()]
    optimiser = Optimiser([(parameters, settings.rate)], n_steps, warm_up=settings.warm_up)
    clock, step = Clock(), 0
    for _ in range(settings.n_epochs):
        for rows in by_length(documents.n_pieces, settings.batch_size, rng):
            batch = documents.batch(rows, known_dropout=settings.known_dropout)
            loss = _loss(encoder, head, batch, settings.masked, device)
            optimiser.step(loss)
            step += 1
            if step % _LOG_EVERY == 0 or step == n_steps:
                logger.info("step %d of %d, loss %.3f, %s", step, n_steps, loss.item(), clock)
    return head


def _loss(encoder: TransformerEncoder, head: GuessHead, batch: Batch, share: float, device: torch.device) -> Tensor:
    masked = _masked(batch, share)
    places = masked.flatten().nonzero().squeeze(1)
    draw = torch.rand(batch.pieces.shape, device=device)
    pieces = torch.where(masked & (draw < 0.8), MASK, batch.pieces)
    random_pieces = torch.randint(_FIRST_ORDINARY, encoder.config.n_pieces, batch.pieces.shape, device=device)
    pieces = torch.where(masked & (draw > 0.9), random_pieces, pieces)
    with half_precision(device):
        states = encoder.encode_pieces(
            pieces, batch.piece_shapes * ~masked, batch.piece_known * ~masked, batch.piece_mask
        )
        scores = head(states.flatten(0, 1)[places], encoder.embedding.pieces.weight)
    return functional.cross_entropy(scores.float(), batch.pieces.flatten()[places])


def _masked(batch: Batch, share: float) -> Tensor:
    """Return which pieces to hide: all of some words."""
    chosen = torch.rand(batch.word_mask.shape, device=batch.pieces.device) < share
    return chosen.gather(1, batch.piece_words.clamp(min=0)) & (batch.piece_words >= 0)
