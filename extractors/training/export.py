"""Taggers as ONNX files with 8-bit weights, which the run time reads without PyTorch.

The files compute what the networks of `encoders` compute, in the form that the CPU kernels of ONNX Runtime are fastest
at; the tests compare the two.
"""

from __future__ import annotations

import logging
import math
import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.network_inputs import MAX_WORD_PIECES, PAD
from extractors.training.encoders import CnnEncoder, TransformerEncoder, TransformerLayer
from extractors.training.networks import Tagger

TRANSFORMER_INPUTS = ("pieces", "shapes", "known", "mask", "firsts")
CNN_INPUTS = ("word_pieces", "word_piece_mask", "word_shapes", "word_known", "word_mask")
OUTPUTS = ("labels", "roles")
_OPSET = 17
_HIDDEN = -1e4
"""Attention score of padding."""

Tensors = tuple[Tensor, Tensor]


def export_tagger(tagger: Tagger, path: Path, *, temperature: float = 1.0) -> None:
    """Write a tagger as an ONNX file with 8-bit weights; activations are rounded as they come.

    Inputs are those of `TRANSFORMER_INPUTS` or `CNN_INPUTS`, outputs the probabilities named in `OUTPUTS`, with any
    number of documents, words and pieces.

    Args:
        tagger: A student.
        path: Where to write.
        temperature: Divides the scores of labels; above 1 the network is less sure of itself (Guo et al. 2017).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_is_no_preprocessing_advice)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        write_exact(tagger, exact, temperature=temperature)
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])


def _is_no_preprocessing_advice(record: logging.LogRecord) -> bool:
    """Hide advice to optimise the graph before rounding: that is done when it is loaded."""
    return "pre-processing before quantization" not in record.getMessage()


def write_exact(tagger: Tagger, path: Path, *, temperature: float = 1.0) -> None:
    """Write a tagger as an ONNX file where only the piece vectors are rounded."""
    is_cnn = isinstance(tagger.encoder, CnnEncoder)
    tagger.eval().float().cpu()
    network = ExportedCnn(tagger, temperature) if is_cnn else ExportedTransformer(tagger, temperature)
    names = CNN_INPUTS if is_cnn else TRANSFORMER_INPUTS
    axes = {name: {0: "batch", 1: "word" if is_cnn or name == "firsts" else "piece"} for name in (*names, *OUTPUTS)}
    axes |= {name: {0: "batch", 1: "word"} for name in OUTPUTS}
    with warnings.catch_warnings():
        # The exporter that traces is deprecated; its successor writes graphs that the run time does not fuse as far.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(),
            _example(is_cnn),
            path,
            input_names=list(names),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )


def _example(is_cnn: bool) -> tuple[Tensor, ...]:
    """Return inputs of two documents, of which tracing takes the form."""
    grid = torch.ones(2, 7, dtype=torch.int64)
    if is_cnn:
        pieces = grid[..., None].repeat(1, 1, MAX_WORD_PIECES)
        return pieces, pieces.bool(), grid, grid, grid.bool()
    return grid, grid, grid, grid.bool(), grid[:, :5]


class _Heads(nn.Module):
    """The probabilities of labels and roles."""

    def __init__(self, tagger: Tagger, temperature: float) -> None:
        super().__init__()
        self.labels, self.roles, self.temperature = tagger.labels, tagger.roles, temperature

    def forward(self, words: Tensor) -> Tensors:
        return torch.softmax(self.labels(words) / self.temperature, dim=-1), torch.softmax(self.roles(words), dim=-1)


class RoundedEmbedding(nn.Module):
    """Vectors in 8 bits with one scale per row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scales = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / 127
        self.register_buffer("codes", torch.round(weight / scales).to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, rows: Tensor) -> Tensor:
        """Return the vectors of rows."""
        return self.codes[rows].float() * self.scales[rows]


class _Attention(torch.autograd.Function):
    """Attention as one node, for which the run time has a kernel that does not write the scores to memory."""

    @staticmethod
    def forward(  # noqa: PLR0917 - the order is that of the operator
        ctx: object, query: Tensor, key: Tensor, value: Tensor, n_heads: int, scale: float
    ) -> Tensor:
        query, key, value = (part.unflatten(2, (n_heads, -1)).transpose(1, 2) for part in (query, key, value))
        mixed = torch.softmax(scale * query @ key.transpose(-1, -2), dim=-1) @ value
        return mixed.transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(  # noqa: PLR0917 - the order is that of the operator
        g: torch.Graph, query: Tensor, key: Tensor, value: Tensor, n_heads: int, scale: float
    ) -> object:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=n_heads, scale_f=scale)


class ExportedLayer(nn.Module):
    """A transformer layer whose attention needs no mask.

    The kernel that keeps scores in cache takes no mask. So every head gets one more dimension: there the query is 1 and
    the key what a mask would add to the score, which comes to the same.
    """

    def __init__(self, layer: TransformerLayer) -> None:
        super().__init__()
        self.layer = layer
        self.query = _widened(layer.query, layer.n_heads, 1.0)
        self.key = _widened(layer.key, layer.n_heads, 0.0)
        self.scale = 1 / math.sqrt(layer.query.out_features // layer.n_heads)
        head = torch.zeros(layer.n_heads, self.key.out_features // layer.n_heads)
        head[:, -1] = 1 / self.scale
        self.register_buffer("mask_direction", head.flatten())

    def forward(self, states: Tensor, hidden: Tensor, asking: Tensor) -> Tensor:
        """Return new states of those that ask, which are some or all of the states."""
        layer = self.layer
        key = self.key(states) + hidden * self.mask_direction
        attended = _Attention.apply(self.query(asking), key, layer.value(states), layer.n_heads, self.scale)
        asking = layer.attention_norm(asking + layer.attention_output(attended))
        return layer.output_norm(asking + layer.output(functional.gelu(layer.inner(asking))))


def _widened(linear: nn.Linear, n_heads: int, bias: float) -> nn.Linear:
    """Return a projection with one more output per head, which is constant."""
    weight = linear.weight.detach().unflatten(0, (n_heads, -1))
    biases = linear.bias.detach().unflatten(0, (n_heads, -1))
    widened = nn.Linear(linear.in_features, linear.out_features + n_heads)
    widened.weight = nn.Parameter(functional.pad(weight, (0, 0, 0, 1)).flatten(0, 1))
    widened.bias = nn.Parameter(functional.pad(biases, (0, 1), value=bias).flatten())
    return widened


class ExportedTransformer(nn.Module):
    """A BERT tagger from arrays to probabilities."""

    def __init__(self, tagger: Tagger, temperature: float) -> None:
        super().__init__()
        encoder = tagger.encoder
        if not isinstance(encoder, TransformerEncoder) or encoder.config.kind != "bert":
            raise ValueError(f"no export for an encoder of kind {encoder.config.kind!r}; export a student")
        self.embedding, self.positions = encoder.embedding, encoder.positions.weight
        self.heads = _Heads(tagger, temperature)
        self.pieces = RoundedEmbedding(encoder.embedding.pieces.weight.detach())
        self.layers = nn.ModuleList(ExportedLayer(layer) for layer in encoder.layers)

    def forward(self, pieces: Tensor, shapes: Tensor, known: Tensor, mask: Tensor, firsts: Tensor) -> Tensors:
        """Return the probabilities of labels and roles at the first piece of every word."""
        embedding = self.embedding
        vectors = self.pieces(pieces) + embedding.shapes(shapes) + embedding.known(known)
        states = embedding.norm(vectors + self.positions[: pieces.shape[1]])
        hidden = (1.0 - mask[:, :, None].float()) * _HIDDEN
        for layer in self.layers[:-1]:
            states = layer(states, hidden, states)
        # Nobody reads the other pieces behind the last layer.
        words = states.gather(1, firsts[:, :, None].expand(-1, -1, states.shape[2]))
        probabilities: Tensors = self.heads(self.layers[-1](states, hidden, words))
        return probabilities


class ExportedCnn(nn.Module):
    """A CNN tagger from arrays to probabilities.

    Piece vectors have one scale per dimension, so that the pieces of a word are summed before they are scaled; the
    vector of padding is zero, so that no mask is needed for it.
    """

    def __init__(self, tagger: Tagger, temperature: float) -> None:
        super().__init__()
        encoder = tagger.encoder
        if not isinstance(encoder, CnnEncoder):
            raise TypeError(f"no CNN: {encoder.config.kind}")
        self.encoder, self.heads = encoder, _Heads(tagger, temperature)
        weight = encoder.embedding.pieces.weight.detach().clone()
        weight[PAD] = 0.0
        scales = weight.abs().amax(dim=0).clamp(min=1e-12) / 127
        self.register_buffer("codes", torch.round(weight / scales).to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(
        self, word_pieces: Tensor, word_piece_mask: Tensor, word_shapes: Tensor, word_known: Tensor, word_mask: Tensor
    ) -> Tensors:
        """Return the probabilities of labels and roles of every word."""
        encoder, mask = self.encoder, word_mask[:, :, None].float()
        summed = self.codes[word_pieces].float().sum(dim=2) * self.scales
        embedding = encoder.embedding
        states = embedding.norm(summed + embedding.shapes(word_shapes) + embedding.known(word_known)) * mask
        probabilities: Tensors = self.heads(encoder.convolve(states, mask))
        return probabilities
