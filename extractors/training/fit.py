"""Training of a tagger on annotated papers, on soft labels of a teacher, or on both."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from extractors.training.batches import DeviceCorpus, Ints, by_length, mixed_by_length
from extractors.training.corpus import EncodedCorpus, Targets, merge
from extractors.training.networks import Tagger
from extractors.training.optimise import Clock, Optimiser, fix_seed, half_precision

logger = logging.getLogger(__name__)

_LOG_EVERY = 200
_EMPTY = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How to train a tagger.

    Attributes:
        n_epochs: Passes over the soft-labelled documents, or over the gold ones where there are no others.
        rate: Peak learning rate of the encoder.
        head_factor: That of the heads and of the embeddings that start at zero, in peak rates of the encoder.
        n_gold: Gold papers a step.
        n_soft: Soft-labelled documents a step.
        gold_weight: Of the loss on gold papers.
        role_weight: Of the loss of the role head.
        average: What each step keeps of the mean of the weights, which is what training leaves; 0 for the last weights.
        evaluate_every: Passes between two evaluations.
    """

    n_epochs: int
    rate: float
    head_factor: float = 5.0
    n_gold: int = 16
    n_soft: int = 48
    gold_weight: float = 1.0
    role_weight: float = 0.3
    known_dropout: float = 0.2
    average: float = 0.0
    seed: int = 1
    evaluate_every: int = 1


@dataclass(frozen=True, slots=True)
class SoftCorpus:
    """Documents with a teacher's labels.

    Attributes:
        copies: Per document, the numbers of its variants; one is drawn in each pass. Shape (n_documents, n_variants).
    """

    corpus: EncodedCorpus
    targets: Targets
    copies: Ints


Report = Callable[[Tagger, str], None]


def fit(
    tagger: Tagger,
    gold: EncodedCorpus,
    soft: SoftCorpus | None,
    settings: FitSettings,
    *,
    device: torch.device,
    report: Report,
) -> None:
    """Train a tagger in place.

    Its weights are at the end an exponential moving average over the steps where the settings ask for one (Polyak and
    Juditsky 1992): less fitted to the last batches, as those of a mean of taggers would be.

    Args:
        tagger: Starts as it is.
        gold: Annotated papers.
        soft: Documents with a teacher's labels, or None.
        settings: How.
        device: Where.
        report: Called with the tagger and the place in training, every so many passes and at the end.
    """
    fix_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    tagger.to(device).train()
    documents, targets = gold, Targets.of_gold(gold)
    if soft is not None:
        documents, targets = merge([gold, soft.corpus]), Targets.join([targets, soft.targets])
    data = DeviceCorpus(documents, device, targets)
    n_epochs = settings.n_epochs
    n_steps = n_epochs * _steps_per_epoch(gold, soft, settings)
    optimiser = Optimiser(_rates(tagger, settings), n_steps)
    averaged = AveragedModel(tagger, multi_avg_fn=get_ema_multi_avg_fn(settings.average)) if settings.average else None
    clock, step = Clock(), 0
    for epoch in range(1, n_epochs + 1):
        for gold_rows, soft_rows in _batches(data, len(gold), soft, settings, rng):
            loss = _loss(tagger, data, (gold_rows, soft_rows), settings)
            optimiser.step(loss)
            if averaged is not None:
                averaged.update_parameters(tagger)
            step += 1
            if step % _LOG_EVERY == 0:
                logger.info("step %d of %d, loss %.3f, %s", step, n_steps, loss.item(), clock)
        if epoch % settings.evaluate_every == 0 or epoch == n_epochs:
            current = tagger if averaged is None else averaged.module
            current.eval()
            report(current, f"epoch {epoch} of {n_epochs}, {clock}")
            current.train()
    if averaged is not None:
        tagger.load_state_dict(averaged.module.state_dict())
    tagger.eval()


def _steps_per_epoch(gold: EncodedCorpus, soft: SoftCorpus | None, settings: FitSettings) -> int:
    return -(-len(gold) // settings.n_gold) if soft is None else -(-len(soft.copies) // settings.n_soft)


def _batches(
    data: DeviceCorpus, n_gold: int, soft: SoftCorpus | None, settings: FitSettings, rng: np.random.Generator
) -> Iterator[tuple[Ints, Ints]]:
    """Yield the numbers of gold and of soft-labelled documents for every step of a pass."""
    if soft is None:
        yield from ((rows, _EMPTY) for rows in by_length(data.n_words[:n_gold], settings.n_gold, rng))
        return
    variant = rng.integers(0, soft.copies.shape[1], len(soft.copies))
    chosen = n_gold + soft.copies[np.arange(len(soft.copies)), variant]
    yield from mixed_by_length(data.n_words, (settings.n_gold, settings.n_soft), np.arange(n_gold), chosen, rng)


def _rates(tagger: Tagger, settings: FitSettings) -> list[tuple[list[nn.Parameter], float]]:
    new = ("labels.", "roles.", "encoder.embedding.shapes", "encoder.embedding.known")
    named = list(tagger.named_parameters())
    return [
        ([p for name, p in named if not name.startswith(new)], settings.rate),
        ([p for name, p in named if name.startswith(new)], settings.rate * settings.head_factor),
    ]


def _loss(tagger: Tagger, data: DeviceCorpus, documents: tuple[Ints, Ints], settings: FitSettings) -> Tensor:
    """Return the cross-entropy over the words of gold papers plus that over those of the other documents."""
    n_gold, rows = len(documents[0]), np.concatenate(documents)
    batch = data.batch(rows, known_dropout=settings.known_dropout)
    labels, roles = data.targets(rows)
    with half_precision(data.device):
        label_scores, role_scores = tagger(batch)
    label_losses = -(labels * torch.log_softmax(label_scores.float(), dim=-1)).sum(dim=-1)
    role_losses = -(roles * torch.log_softmax(role_scores.float(), dim=-1)).sum(dim=-1)
    words = batch.word_mask.float()
    # Roles count as far as a word belongs to a concept.
    concept_words = (1.0 - labels[..., 0]) * words
    total = torch.zeros((), device=data.device)
    for part, weight in ((slice(0, n_gold), settings.gold_weight), (slice(n_gold, len(rows)), 1.0)):
        if len(rows[part]):
            label_loss = label_losses[part].sum() / words[part].sum()
            role_loss = (role_losses * concept_words)[part].sum() / concept_words[part].sum().clamp(min=1.0)
            total = total + weight * (label_loss + settings.role_weight * role_loss)
    return total
