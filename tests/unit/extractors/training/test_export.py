"""What the ONNX files compute is what the networks compute."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray

from extractors.training.encoders import EncoderConfig, create_encoder
from extractors.training.export import export_tagger, write_exact
from extractors.training.networks import Tagger

pytestmark = pytest.mark.training

N_PIECES = 200
BERT = EncoderConfig("bert", 24, 2, n_heads=2, inner=32, n_pieces=N_PIECES, n_positions=32)
CNN = EncoderConfig("cnn", 16, 3, n_pieces=N_PIECES, epsilon=1e-5, dilations=(1, 2, 1))
Arrays = dict[str, NDArray[np.generic]]


def _tagger(config: EncoderConfig) -> Tagger:
    torch.manual_seed(1)
    tagger = Tagger(create_encoder(config)).eval()
    for parameter in tagger.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return tagger


def _piece_inputs(lengths: tuple[int, ...]) -> Arrays:
    """Return documents of so many pieces, padded; every other piece begins a word."""
    rng, longest = np.random.default_rng(2), max(lengths)
    mask = np.arange(longest)[None] < np.array(lengths)[:, None]
    firsts = np.arange(1, min(lengths) - 1, 2)
    return {
        "pieces": rng.integers(104, N_PIECES, mask.shape) * mask,
        "shapes": rng.integers(0, 9, mask.shape) * mask,
        "known": rng.integers(0, 11, mask.shape) * mask,
        "mask": mask,
        "firsts": np.tile(firsts, (len(lengths), 1)),
    }


def _word_inputs(lengths: tuple[int, ...]) -> Arrays:
    """Return documents of so many words, padded, each of one to three pieces."""
    rng, longest = np.random.default_rng(3), max(lengths)
    mask = np.arange(longest)[None] < np.array(lengths)[:, None]
    piece_mask = (np.arange(6) < rng.integers(1, 4, mask.shape)[..., None]) & mask[..., None]
    return {
        "word_pieces": rng.integers(104, N_PIECES, piece_mask.shape) * piece_mask,
        "word_piece_mask": piece_mask,
        "word_shapes": rng.integers(0, 9, mask.shape) * mask,
        "word_known": rng.integers(0, 11, mask.shape) * mask,
        "word_mask": mask,
    }


def _by_network(tagger: Tagger, inputs: Arrays) -> NDArray[np.float32]:
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
    with torch.no_grad():
        if "pieces" in tensors:
            states = tagger.encoder.encode_pieces(*(tensors[name] for name in ("pieces", "shapes", "known", "mask")))
            words = states.gather(1, tensors["firsts"][:, :, None].expand(-1, -1, states.shape[2]))
        else:
            words = tagger.encoder.encode_words(*tensors.values())
        return torch.softmax(tagger.labels(words), dim=-1).numpy()


def _by_file(path: Path, inputs: Arrays) -> list[NDArray[np.float32]]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [info.name for info in session.get_inputs()]
    return list(session.run(["labels", "roles"], {name: inputs[name] for name in names}))


KINDS = pytest.mark.parametrize(
    ("config", "make_inputs"),
    [pytest.param(BERT, _piece_inputs, id="bert"), pytest.param(CNN, _word_inputs, id="cnn")],
)
MakeInputs = Callable[[tuple[int, ...]], Arrays]


@KINDS
def test_exact_file_computes_what_the_network_computes(
    config: EncoderConfig, make_inputs: MakeInputs, tmp_path: Path
) -> None:
    tagger, inputs = _tagger(config), make_inputs((9, 14))
    expected = _by_network(tagger, inputs)
    write_exact(tagger, tmp_path / "exact.onnx")
    labels, _ = _by_file(tmp_path / "exact.onnx", inputs)
    there = inputs.get("word_mask", np.ones(labels.shape[:2], dtype=bool))
    # Only the piece vectors are rounded.
    np.testing.assert_allclose(labels[there], expected[there], atol=0.02)


@KINDS
def test_padding_does_not_change_a_document(config: EncoderConfig, make_inputs: MakeInputs, tmp_path: Path) -> None:
    write_exact(_tagger(config), tmp_path / "exact.onnx")
    padded = make_inputs((9, 14))
    alone = {name: array[:1] if name == "firsts" else array[:1, :9] for name, array in padded.items()}
    first, whole = _by_file(tmp_path / "exact.onnx", alone)[0], _by_file(tmp_path / "exact.onnx", padded)[0]
    np.testing.assert_allclose(whole[0, : first.shape[1]], first[0], atol=1e-5)


@KINDS
def test_released_file_gives_probabilities(config: EncoderConfig, make_inputs: MakeInputs, tmp_path: Path) -> None:
    export_tagger(_tagger(config), tmp_path / "small.onnx")
    labels, roles = _by_file(tmp_path / "small.onnx", make_inputs((9, 14)))
    assert (labels.shape[2], roles.shape[2], labels.dtype, roles.dtype) == (13, 4, np.float32, np.float32)
    np.testing.assert_allclose(labels.sum(axis=2), 1.0, atol=1e-5)
    np.testing.assert_allclose(roles.sum(axis=2), 1.0, atol=1e-5)


def test_temperature_divides_the_scores_of_labels(tmp_path: Path) -> None:
    inputs = _word_inputs((9,))
    write_exact(_tagger(CNN), tmp_path / "cold.onnx")
    write_exact(_tagger(CNN), tmp_path / "warm.onnx", temperature=2.0)
    (cold, cold_roles), (warm, warm_roles) = (_by_file(tmp_path / f"{name}.onnx", inputs) for name in ("cold", "warm"))
    root = np.sqrt(cold)
    np.testing.assert_allclose(warm, root / root.sum(axis=2, keepdims=True), atol=1e-5)
    np.testing.assert_array_equal(warm_roles, cold_roles)


def test_teachers_are_not_exported(tmp_path: Path) -> None:
    teacher = EncoderConfig("mpnet", 24, 1, n_heads=2, inner=32, n_pieces=N_PIECES, n_positions=32)
    with pytest.raises(ValueError, match="no export for an encoder of kind 'mpnet'; export a student"):
        write_exact(_tagger(teacher), tmp_path / "exact.onnx")
