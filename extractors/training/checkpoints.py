"""Networks in files, and the public encoders that training starts from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from extractors.training.encoders import CnnEncoder, EncoderConfig, TransformerEncoder, create_encoder
from extractors.training.networks import Tagger
from extractors.training.pretrain import GuessHead
from extractors.training.weights import load_weights, save_weights

_ENCODER = "encoder."
PUBLIC = {
    "minilm": EncoderConfig("bert", 384, 6),
    "mpnet": EncoderConfig("mpnet", 768, 12, inner=3072, epsilon=1e-5),
}
_BERT_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attention_output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "output": "output.dense",
    "output_norm": "output.LayerNorm",
}
_MPNET_LAYER = {
    **_BERT_LAYER,
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "attention_output": "attention.attn.o",
    "attention_norm": "attention.LayerNorm",
}
# How MPNet's vocabulary writes BERT's special pieces.
_MPNET_PIECES = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
_MPNET_FIRST_POSITION = 2

Arrays = dict[str, NDArray[np.float32]]


def save_network(path: str | Path, network: nn.Module) -> None:
    """Write an encoder, a tagger or the head that guesses pieces."""
    encoder = network.encoder if isinstance(network, Tagger) else network
    tensors = {name: tensor.detach().float().cpu().numpy() for name, tensor in network.state_dict().items()}
    save_weights(path, encoder.config.to_dict(), tensors)


def load_encoder(paths: Sequence[str | Path]) -> TransformerEncoder | CnnEncoder:
    """Return the encoder of a file, taken out of its tagger where it is in one."""
    config, tensors = load_weights(paths)
    encoder = create_encoder(EncoderConfig.from_dict(config))
    own = {name.removeprefix(_ENCODER): array for name, array in tensors.items()}
    _fill(encoder, {name: array for name, array in own.items() if not name.startswith(("labels.", "roles."))})
    return encoder


def load_tagger(paths: Sequence[str | Path]) -> Tagger:
    """Return the tagger of a file."""
    config, tensors = load_weights(paths)
    tagger = Tagger(create_encoder(EncoderConfig.from_dict(config)))
    _fill(tagger, tensors)
    return tagger


def load_guess_head(path: str | Path) -> GuessHead:
    """Return the head of a file that `save_network` wrote."""
    config, tensors = load_weights([path])
    head = GuessHead(EncoderConfig.from_dict(config))
    _fill(head, tensors)
    return head


def _fill(network: nn.Module, tensors: Arrays) -> None:
    network.load_state_dict({name: torch.from_numpy(array) for name, array in tensors.items()})


def read_public_encoder(name: str, folder: Path, vocabulary: Sequence[str]) -> TransformerEncoder:
    """Return a public encoder over a given vocabulary.

    Args:
        name: One of `PUBLIC`.
        folder: With ``model.safetensors`` and ``vocab.txt``.
        vocabulary: Pieces as BERT's uncased vocabulary names them; their rows are looked up in the encoder's own.
    """
    from safetensors.numpy import load_file

    config = PUBLIC[name]
    source = load_file(folder / "model.safetensors")
    own_rows = {piece: row for row, piece in enumerate(read_vocabulary(folder / "vocab.txt"))}
    encoder = TransformerEncoder(config)
    tensors = {name: tensor.numpy() for name, tensor in encoder.state_dict().items() if "embedding" in name}
    tensors |= _public_embedding(source, config, [_row(own_rows, piece) for piece in vocabulary])
    layer_names = _MPNET_LAYER if config.kind == "mpnet" else _BERT_LAYER
    for layer in range(config.n_layers):
        for ours, theirs in layer_names.items():
            for part in ("weight", "bias"):
                tensors[f"layers.{layer}.{ours}.{part}"] = source[f"encoder.layer.{layer}.{theirs}.{part}"]
    if config.kind == "mpnet":
        tensors["relative.weight"] = source["encoder.relative_attention_bias.weight"]
    _fill(encoder, tensors)
    return encoder


def _public_embedding(source: Arrays, config: EncoderConfig, rows: Sequence[int]) -> Arrays:
    positions = source["embeddings.position_embeddings.weight"]
    first = _MPNET_FIRST_POSITION if config.kind == "mpnet" else 0
    positions = positions[first : first + config.n_positions]
    if config.kind == "bert":
        positions = positions + source["embeddings.token_type_embeddings.weight"][0]
    return {
        "embedding.pieces.weight": source["embeddings.word_embeddings.weight"][np.array(rows)],
        "embedding.norm.weight": source["embeddings.LayerNorm.weight"],
        "embedding.norm.bias": source["embeddings.LayerNorm.bias"],
        "positions.weight": positions,
    }


def _row(rows: dict[str, int], piece: str) -> int:
    return rows.get(piece, rows.get(_MPNET_PIECES.get(piece, ""), rows["[UNK]"]))


def read_vocabulary(path: Path) -> list[str]:
    """Return the pieces of a vocabulary file, one a line."""
    return path.read_text("utf-8").rstrip("\n").split("\n")
