"""Encoders: from the pieces of a text to one vector per word."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.training.batches import Batch
from extractors.wordpiece import Shape

N_SHAPES = len(Shape)
# No known name, and the first or a later word of one, for each of the five types.
N_KNOWN = 11
_N_BUCKETS, _MAX_DISTANCE = 32, 128


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """The make of an encoder.

    Attributes:
        kind: ``bert``, ``mpnet`` (BERT with relative positions) or ``cnn`` (dilated convolutions over words).
        dilations: Of the layers of a CNN.
    """

    kind: str
    width: int
    n_layers: int
    n_heads: int = 12
    inner: int = 1536
    n_pieces: int = 30522
    n_positions: int = 512
    epsilon: float = 1e-12
    dropout: float = 0.1
    dilations: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the fields as JSON values."""
        return {**asdict(self), "dilations": list(self.dilations)}

    @classmethod
    def from_dict(cls, fields: dict[str, object]) -> EncoderConfig:
        """Return the configuration that `to_dict` wrote."""
        return cls(**{**fields, "dilations": tuple(fields["dilations"])})  # type: ignore[arg-type]


class Embedding(nn.Module):
    """Vector of a piece, plus those of its word's shape and of the known name that the word is part of."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.pieces = nn.Embedding(config.n_pieces, config.width)
        self.shapes = nn.Embedding(N_SHAPES, config.width)
        self.known = nn.Embedding(N_KNOWN, config.width)
        self.norm = nn.LayerNorm(config.width, eps=config.epsilon)
        nn.init.normal_(self.pieces.weight, std=0.02)
        # Zero at the start: a pretrained encoder begins with the inputs it knows.
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.known.weight)

    def forward(self, pieces: Tensor, shapes: Tensor, known: Tensor) -> Tensor:
        """Return the sum of the three vectors of every position, not yet normalised."""
        return self.pieces(pieces) + self.shapes(shapes) + self.known(known)


class TransformerLayer(nn.Module):
    """Self-attention and feed-forward network, each followed by dropout, residual and layer norm."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        width = config.width
        self.n_heads, self.dropout = config.n_heads, config.dropout
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attention_output = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=config.epsilon)
        self.inner = nn.Linear(width, config.inner)
        self.output = nn.Linear(config.inner, width)
        self.output_norm = nn.LayerNorm(width, eps=config.epsilon)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return new states; the bias is added to the attention scores."""
        attended = self.attention_output(self._attend(states, bias))
        states = self.attention_norm(states + functional.dropout(attended, self.dropout, self.training))
        changed = self.output(functional.gelu(self.inner(states)))
        return self.output_norm(states + functional.dropout(changed, self.dropout, self.training))

    def _attend(self, states: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = states.shape
        query, key, value = (
            part(states).view(batch, length, self.n_heads, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=bias.to(query.dtype), dropout_p=self.dropout if self.training else 0.0
        )
        return mixed.transpose(1, 2).reshape(batch, length, width)


class TransformerEncoder(nn.Module):
    """BERT (Devlin et al. 2019) or MPNet (Song et al. 2020) over pieces; a word is its first piece."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = Embedding(config)
        self.positions = nn.Embedding(config.n_positions, config.width)
        nn.init.normal_(self.positions.weight, std=0.02)
        self.layers = nn.ModuleList(TransformerLayer(config) for _ in range(config.n_layers))
        if config.kind == "mpnet":
            self.relative = nn.Embedding(_N_BUCKETS, config.n_heads)
            self.relative.weight.requires_grad_(False)
            self.register_buffer("buckets", _position_buckets(config.n_positions), persistent=False)

    def forward(self, batch: Batch) -> Tensor:
        """Return word vectors, shape (n_documents, n_words, width)."""
        states = self.encode_pieces(batch.pieces, batch.piece_shapes, batch.piece_known, batch.piece_mask)
        index = batch.first_pieces[:, :, None].expand(-1, -1, states.shape[2])
        return states.gather(1, index)

    def encode_pieces(self, pieces: Tensor, shapes: Tensor, known: Tensor, mask: Tensor) -> Tensor:
        """Return piece vectors, shape (n_documents, n_pieces, width)."""
        length = pieces.shape[1]
        states = self.embedding(pieces, shapes, known) + self.positions.weight[:length][None]
        states = functional.dropout(self.embedding.norm(states), self.config.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        if self.config.kind == "mpnet":
            bias = bias + self.relative(self.buckets[:length, :length]).permute(2, 0, 1)[None].float()
        heads = self.config.n_heads if self.config.kind == "mpnet" else 1
        bias = bias.to(torch.bfloat16 if states.is_cuda else torch.float32).expand(len(pieces), heads, length, length)
        for layer in self.layers:
            states = layer(states, bias)
        return states


class CnnEncoder(nn.Module):
    """Dilated convolutions over words, with the mean of the document added half-way.

    A word enters as the sum of its pieces, so that the layers run over fewer positions. Convolutions are written as
    matrix products, for which the run time has fast int8 kernels.
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = Embedding(config)
        self.layers = nn.ModuleList(nn.Linear(3 * config.width, config.width) for _ in config.dilations)
        self.norms = nn.ModuleList(nn.LayerNorm(config.width, eps=config.epsilon) for _ in config.dilations)
        self.document = nn.Linear(config.width, config.width)

    def forward(self, batch: Batch) -> Tensor:
        """Return word vectors, shape (n_documents, n_words, width)."""
        return self.encode_words(
            batch.word_pieces, batch.word_piece_mask, batch.word_shapes, batch.word_known, batch.word_mask
        )

    def encode_words(self, pieces: Tensor, piece_mask: Tensor, shapes: Tensor, known: Tensor, mask: Tensor) -> Tensor:
        """Return word vectors from up to some pieces of every word, shape (n_documents, n_words, n_pieces)."""
        mask = mask[:, :, None].to(self.document.weight.dtype)
        summed = (self.embedding.pieces(pieces) * piece_mask[..., None]).sum(dim=2)
        states = self.embedding.norm(summed + self.embedding.shapes(shapes) + self.embedding.known(known))
        return self.convolve(self._drop(states) * mask, mask)

    def convolve(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return word vectors from embedded words; the mask has shape (n_documents, n_words, 1)."""
        for number, (layer, norm, dilation) in enumerate(
            zip(self.layers, self.norms, self.config.dilations, strict=True)
        ):
            if number == len(self.layers) // 2:
                mean = (states * mask).sum(dim=1, keepdim=True) / mask.sum(dim=1, keepdim=True).clamp(min=1.0)
                states = (states + self.document(mean)) * mask
            changed = functional.relu(layer(_window(states, dilation)))
            states = norm(states + self._drop(changed)) * mask
        return states

    def _drop(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.config.dropout, self.training)


def create_encoder(config: EncoderConfig) -> TransformerEncoder | CnnEncoder:
    """Return an encoder with random weights."""
    return CnnEncoder(config) if config.kind == "cnn" else TransformerEncoder(config)


def _window(states: Tensor, dilation: int) -> Tensor:
    """Return each position with those at a distance before and behind it, side by side."""
    padded = functional.pad(states, (0, 0, dilation, dilation))
    return torch.cat([padded[:, : -2 * dilation], states, padded[:, 2 * dilation :]], dim=2)


def _position_buckets(length: int) -> Tensor:
    """Return the bucket of every distance, near ones exact and far ones logarithmic (Raffel et al. 2020)."""
    positions = torch.arange(length)
    distance = positions[:, None] - positions[None, :]
    half = _N_BUCKETS // 2
    offset = (distance < 0).long() * half
    distance = distance.abs()
    exact = half // 2
    ratio = torch.log(distance.float().clamp(min=1) / exact) / math.log(_MAX_DISTANCE / exact)
    far = (exact + (ratio * (half - exact)).long()).clamp(max=half - 1)
    return offset + torch.where(distance < exact, distance, far)
