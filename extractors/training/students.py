"""Smaller networks that start from a larger one."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from extractors.training.encoders import CnnEncoder, EncoderConfig, TransformerEncoder

_EPSILON = 1e-5


def keep_layers(encoder: TransformerEncoder, layers: tuple[int, ...]) -> TransformerEncoder:
    """Return an encoder of some layers of another; the weights are shared."""
    smaller = TransformerEncoder(_changed(encoder.config, n_layers=len(layers)))
    smaller.embedding, smaller.positions = encoder.embedding, encoder.positions
    smaller.layers = nn.ModuleList(encoder.layers[number] for number in layers)
    return smaller


def keep_inner(encoder: TransformerEncoder, inner: int) -> TransformerEncoder:
    """Return an encoder with narrower feed-forward networks; units with the largest weights in and out stay."""
    smaller = TransformerEncoder(_changed(encoder.config, inner=inner))
    weights = encoder.state_dict()
    for number in range(encoder.config.n_layers):
        stem = f"layers.{number}."
        weight_in, weight_out = weights[stem + "inner.weight"], weights[stem + "output.weight"]
        kept = (weight_in.norm(dim=1) * weight_out.norm(dim=0)).topk(inner).indices.sort().values
        weights[stem + "inner.weight"] = weight_in[kept]
        weights[stem + "inner.bias"] = weights[stem + "inner.bias"][kept]
        weights[stem + "output.weight"] = weight_out[:, kept]
    smaller.load_state_dict(weights)
    return smaller


def cnn_from(encoder: TransformerEncoder, width: int, dilations: tuple[int, ...]) -> CnnEncoder:
    """Return a CNN whose piece vectors are the principal components of another encoder's."""
    n_pieces = encoder.config.n_pieces
    config = EncoderConfig("cnn", width, len(dilations), n_pieces=n_pieces, epsilon=_EPSILON, dilations=dilations)
    cnn = CnnEncoder(config)
    for layer in [*cnn.layers, cnn.document]:
        nn.init.normal_(layer.weight, std=1 / math.sqrt(layer.in_features))
        nn.init.zeros_(layer.bias)
    components = principal_components(encoder.embedding.pieces.weight.detach().float(), width)
    with torch.no_grad():
        cnn.embedding.pieces.weight.copy_(components / components.std())
    return cnn


def principal_components(vectors: Tensor, width: int) -> Tensor:
    """Return vectors in the directions in which they vary most, shape (n, width)."""
    centred = vectors - vectors.mean(dim=0)
    _, directions = torch.linalg.eigh(centred.T @ centred)
    return centred @ directions.flip(1)[:, :width]


def _changed(config: EncoderConfig, **fields: int) -> EncoderConfig:
    return EncoderConfig.from_dict({**config.to_dict(), **fields})
