"""Taggers as ONNX files with 8-bit weights, which the run time reads without PyTorch.

The files compute what the networks of `encoders` compute, in the form that the CPU kernels of ONNX Runtime are fastest
at; the tests compare the two. They read one window of one document, for which no padding is needed: 8-bit arithmetic
takes one scale for all that it reads at once, so that in a batch a text would change with its neighbours.
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

from extractors.decoding import N_LABELS
from extractors.network_inputs import CNN_INPUTS, TRANSFORMER_INPUTS
from extractors.training.encoders import N_KNOWN, CnnEncoder, TransformerEncoder, TransformerLayer
from extractors.training.networks import Tagger

OUTPUTS = ("labels", "roles")
_OPSET = 17

Tensors = tuple[Tensor, Tensor]


def export_tagger(tagger: Tagger, path: Path, *, temperature: float = 1.0) -> None:
    """Write a tagger as an ONNX file with 8-bit weights; activations are rounded as they come.

    Inputs are those of `extractors.network_inputs`, outputs the probabilities named in `OUTPUTS`, with a row per word.

    Args:
        tagger: A student.
        path: Where to write.
        temperature: Divides the scores of labels; above 1 the network is less sure of itself (Guo et al. 2017).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    if isinstance(tagger.encoder, CnnEncoder):
        _write(ExportedCnn(tagger, temperature, RoundedProduct), path)
        return
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
    _write(ExportedCnn(tagger, temperature, Product) if is_cnn else ExportedTransformer(tagger, temperature), path)


def _write(network: ExportedCnn | ExportedTransformer, path: Path) -> None:
    names = CNN_INPUTS if isinstance(network, ExportedCnn) else TRANSFORMER_INPUTS
    # Each a number of its own, of which only some come again: of words, of pieces.
    axes = {name: {0: f"n_{name}"} for name in names} | {name: {0: "n_words"} for name in OUTPUTS}
    # Tracing takes the form of the graph from made-up inputs: five words, seven pieces.
    lengths = {"firsts": 5, "further_pieces": 2, "further_words": 2}
    with warnings.catch_warnings():
        # The exporter that traces is deprecated; its successor writes graphs that the run time does not fuse as far.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.float().cpu().eval(),
            tuple(torch.ones(lengths.get(name, 7), dtype=torch.int64) for name in names),
            path,
            input_names=list(names),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )


def _weights(linear: nn.Linear) -> Tensors:
    """Return weight, shape (n_inputs, n_outputs), and bias."""
    return linear.weight.detach().float().T.contiguous(), linear.bias.detach().float()


def _head_weights(tagger: Tagger, temperature: float) -> Tensors:
    """Return weight and bias of one product for the scores of labels and of roles, side by side."""
    labels, roles = _weights(tagger.labels), _weights(tagger.roles)
    weight, bias = (torch.cat([ours / temperature, theirs], dim=-1) for ours, theirs in zip(labels, roles, strict=True))
    return weight, bias


def _probabilities(scores: Tensor) -> Tensors:
    return torch.softmax(scores[:, :N_LABELS], dim=-1), torch.softmax(scores[:, N_LABELS:], dim=-1)


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
    """A transformer layer whose attention is one node."""

    def __init__(self, layer: TransformerLayer) -> None:
        super().__init__()
        self.layer = layer
        self.scale = 1 / math.sqrt(layer.query.out_features // layer.n_heads)

    def forward(self, states: Tensor, asking: Tensor) -> Tensor:
        """Return new states of those that ask, which are some or all of the states."""
        layer = self.layer
        attended = _Attention.apply(
            layer.query(asking), layer.key(states), layer.value(states), layer.n_heads, self.scale
        )
        asking = layer.attention_norm(asking + layer.attention_output(attended))
        return layer.output_norm(asking + layer.output(functional.gelu(layer.inner(asking))))


class ExportedTransformer(nn.Module):
    """A BERT tagger from arrays to probabilities."""

    def __init__(self, tagger: Tagger, temperature: float) -> None:
        super().__init__()
        encoder = tagger.encoder
        if not isinstance(encoder, TransformerEncoder) or encoder.config.kind != "bert":
            raise ValueError(f"no export for an encoder of kind {encoder.config.kind!r}; export a student")
        self.embedding, self.positions = encoder.embedding, encoder.positions.weight
        self.pieces = RoundedEmbedding(encoder.embedding.pieces.weight.detach())
        self.layers = nn.ModuleList(ExportedLayer(layer) for layer in encoder.layers)
        self.head = Product(*_head_weights(tagger, temperature))

    def forward(self, pieces: Tensor, shapes: Tensor, known: Tensor, firsts: Tensor) -> Tensors:
        """Return the probabilities of labels and roles at the first piece of every word."""
        embedding = self.embedding
        vectors = self.pieces(pieces) + embedding.shapes(shapes) + embedding.known(known)
        states = embedding.norm(vectors + self.positions[: pieces.shape[0]])[None]
        for layer in self.layers[:-1]:
            states = layer(states, states)
        # Nobody reads the other pieces behind the last layer.
        words = self.layers[-1](states, states[:, firsts])
        return _probabilities(self.head.multiply(words[0]))


class _AddRows(torch.autograd.Function):
    """Rows with others added to some of them; the exporter's own node for it takes one of several for a row."""

    @staticmethod
    def forward(ctx: object, rows: Tensor, index: Tensor, others: Tensor) -> Tensor:
        return rows.index_add(0, index[:, 0], others)

    @staticmethod
    def symbolic(g: torch.Graph, rows: Tensor, index: Tensor, others: Tensor) -> object:
        return g.op("ScatterND", rows, index, others, reduction_s="add")


class _Round(torch.autograd.Function):
    """Rounding to 8 bits with the scale and the zero that fit best, as one node."""

    @staticmethod
    def forward(ctx: object, values: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        low, high = values.min().clamp(max=0.0), values.max().clamp(min=0.0)
        scale = (high - low).clamp(min=1e-12) / 255
        zero = torch.round(-low / scale)
        return (torch.round(values / scale) + zero).clamp(0, 255).to(torch.uint8), scale, zero.to(torch.uint8)

    @staticmethod
    def symbolic(g: torch.Graph, values: Tensor) -> object:
        return g.op("DynamicQuantizeLinear", values, outputs=3)


class _Multiply(torch.autograd.Function):
    """The product of 8-bit matrices as one node, from rounded numbers to float ones."""

    @staticmethod
    def forward(  # noqa: PLR0917 - the order is that of the operator
        ctx: object, codes: Tensor, weight: Tensor, scale: Tensor, weight_scales: Tensor, zero: Tensor, bias: Tensor
    ) -> Tensor:
        return ((codes.int() - zero.int()) @ weight.int()).float() * (scale * weight_scales) + bias

    @staticmethod
    def symbolic(  # noqa: PLR0917 - the order is that of the operator
        g: torch.Graph, codes: Tensor, weight: Tensor, scale: Tensor, weight_scales: Tensor, zero: Tensor, bias: Tensor
    ) -> object:
        no_zero = g.op("prim::Constant")
        no_zero.setType(torch._C.OptionalType.ofTensor())
        return g.op("com.microsoft::MatMulIntegerToFloat", codes, weight, scale, weight_scales, zero, no_zero, bias)


class Product(nn.Module):
    """A matrix product of rows, which may be moved about between reading and multiplying."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)

    def read(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return rows as they are multiplied, with their scale and what a zero is."""
        return rows, rows.new_ones(()), rows.new_zeros(())

    def multiply(self, rows: Tensor, scale: Tensor | None = None, zero: Tensor | None = None) -> Tensor:
        """Return the product of rows that were read."""
        return rows @ self.weight + self.bias

    def forward(self, rows: Tensor) -> Tensor:
        """Return the product of rows."""
        return self.multiply(*self.read(rows))


class RoundedProduct(Product):
    """The same in 8 bits, with one scale for each output and one for all rows together."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        scales = weight.abs().amax(dim=0).clamp(min=1e-12) / 127
        super().__init__(torch.round(weight / scales).to(torch.int8), bias)
        self.register_buffer("scales", scales)

    def read(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return rows in 8 bits, with their scale and what a zero is."""
        codes, scale, zero = _Round.apply(rows)
        return codes, scale, zero

    def multiply(self, rows: Tensor, scale: Tensor | None = None, zero: Tensor | None = None) -> Tensor:
        """Return the product of rows that were read."""
        return _Multiply.apply(rows, self.weight, scale, self.scales, zero, self.bias)


class ExportedCnn(nn.Module):
    """A CNN tagger from arrays to probabilities.

    Piece vectors have one scale per dimension, so that the pieces of a word are summed before they are scaled. States
    are rounded before they are laid side by side in windows: a third of the rounding and a quarter of the bytes.
    """

    def __init__(self, tagger: Tagger, temperature: float, product: type[Product]) -> None:
        super().__init__()
        encoder = tagger.encoder
        if not isinstance(encoder, CnnEncoder):
            raise TypeError(f"no CNN: {encoder.config.kind}")
        self.config, self.norm, self.norms = encoder.config, encoder.embedding.norm, encoder.norms
        weight = encoder.embedding.pieces.weight.detach()
        scales = weight.abs().amax(dim=0).clamp(min=1e-12) / 127
        self.register_buffer("codes", torch.round(weight / scales).to(torch.int8))
        self.register_buffer("scales", scales)
        # A row for every shape with every class of known names.
        shapes, known = encoder.embedding.shapes.weight.detach(), encoder.embedding.known.weight.detach()
        self.register_buffer("features", (shapes[:, None] + known).flatten(0, 1))
        self.layers = nn.ModuleList(product(*_weights(layer)) for layer in encoder.layers)
        self.document = product(*_weights(encoder.document))
        self.head = product(*_head_weights(tagger, temperature))

    def forward(
        self, first_pieces: Tensor, further_pieces: Tensor, further_words: Tensor, shapes: Tensor, known: Tensor
    ) -> Tensors:
        """Return the probabilities of labels and roles of every word."""
        first, further = self.codes[first_pieces].float(), self.codes[further_pieces].float()
        summed = _AddRows.apply(first, further_words[:, None], further)
        states = self.norm(summed * self.scales + self.features[shapes * N_KNOWN + known])
        positions = torch.arange(first_pieces.shape[0])[:, None]
        neighbours = {d: positions + torch.tensor([0, d, 2 * d]) for d in sorted(set(self.config.dilations))}
        for number, (layer, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
            if number == len(self.layers) // 2:
                states = states + self.document(states.mean(dim=0, keepdim=True))
            rows, scale, zero = layer.read(states)
            dilation = self.config.dilations[number]
            # Beyond the ends there are zeros.
            beyond = zero.expand(dilation, self.config.width)
            windows = torch.cat([beyond, rows, beyond])[neighbours[dilation]].flatten(1)
            states = norm(states + functional.relu(layer.multiply(windows, scale, zero)))
        return _probabilities(self.head(states))
