"""The tagger: an encoder with a head for labels and a head for roles."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from extractors.decoding import N_LABELS, ROLES
from extractors.training.batches import Batch
from extractors.training.encoders import CnnEncoder, TransformerEncoder

_HEAD_DROPOUT = 0.1


class Tagger(nn.Module):
    """Scores of labels and roles for every word."""

    def __init__(self, encoder: TransformerEncoder | CnnEncoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = nn.Linear(encoder.config.width, N_LABELS)
        self.roles = nn.Linear(encoder.config.width, len(ROLES))
        for head in (self.labels, self.roles):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return unnormalised scores, shapes (n_documents, n_words, N_LABELS) and (.., len(ROLES))."""
        words = functional.dropout(self.encoder(batch), _HEAD_DROPOUT, self.training)
        return self.labels(words), self.roles(words)
