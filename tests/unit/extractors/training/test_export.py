"""What the ONNX files compute is what the networks compute."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray

from extractors.network_inputs import CNN_INPUTS, Arrays, piece_inputs, word_inputs
from extractors.training.batches import DeviceCorpus
from extractors.training.corpus import EncodedCorpus
from extractors.training.encoders import CnnEncoder, EncoderConfig, create_encoder
from extractors.training.export import ExportedCnn, RoundedProduct, export_tagger, write_exact
from extractors.training.networks import Tagger
from extractors.wordpiece import WordSequence

pytestmark = pytest.mark.training

N_PIECES = 200
BERT = EncoderConfig("bert", 24, 2, n_heads=2, inner=32, n_pieces=N_PIECES, n_positions=128)
CNN = EncoderConfig("cnn", 16, 3, n_pieces=N_PIECES, epsilon=1e-5, dilations=(1, 2, 1))


def _tagger(config: EncoderConfig) -> Tagger:
    torch.manual_seed(1)
    tagger = Tagger(create_encoder(config)).eval()
    for parameter in tagger.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return tagger


def _words(n_words: int, seed: int = 2) -> tuple[WordSequence, NDArray[np.int64]]:
    """Return words of one to eight pieces and their classes of known names."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 9, n_words)
    pieces = rng.integers(104, N_PIECES, counts.sum())
    places = np.arange(n_words)
    return WordSequence(places, places + 1, counts, rng.integers(1, 9, n_words), pieces), rng.integers(0, 11, n_words)


def _inputs(tagger: Tagger, n_words: int) -> Arrays:
    """Return what a file of this tagger reads."""
    return (word_inputs if isinstance(tagger.encoder, CnnEncoder) else piece_inputs)(*_words(n_words))


def _by_network(tagger: Tagger, n_words: int) -> NDArray[np.float32]:
    """Return the probabilities of labels as training computes them, for a document with padding behind it."""
    words, known = _words(n_words)
    corpus = EncodedCorpus(
        ids=np.array(["a", "b"]),
        word_bounds=np.array([0, n_words, 2 * n_words + 3]),
        piece_counts=np.concatenate([words.counts, words.counts, [1] * 3]),
        pieces=np.concatenate([words.pieces, words.pieces, [104] * 3]),
        shapes=np.concatenate([words.shapes, words.shapes, [1] * 3]),
        known=np.concatenate([known, known, [0] * 3]),
        labels=np.empty(0, dtype=np.uint8),
        roles=np.empty(0, dtype=np.uint8),
    )
    with torch.no_grad():
        scores, _ = tagger(DeviceCorpus(corpus, torch.device("cpu")).batch(np.array([0, 1])))
    return torch.softmax(scores, dim=-1)[0, :n_words].numpy()


def _by_file(path: Path, inputs: Arrays) -> list[NDArray[np.float32]]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return list(session.run(["labels", "roles"], inputs))


KINDS = pytest.mark.parametrize("config", [pytest.param(BERT, id="bert"), pytest.param(CNN, id="cnn")])


@KINDS
@pytest.mark.parametrize("n_words", [1, 2, 9, 17])
def test_exact_file_computes_what_the_network_computes(config: EncoderConfig, n_words: int, tmp_path: Path) -> None:
    tagger = _tagger(config)
    expected = _by_network(tagger, n_words)
    write_exact(tagger, tmp_path / "exact.onnx")
    labels, _ = _by_file(tmp_path / "exact.onnx", _inputs(tagger, n_words))
    # Only the piece vectors are rounded.
    np.testing.assert_allclose(labels, expected, atol=0.02)


@KINDS
def test_released_file_comes_near_the_network(config: EncoderConfig, tmp_path: Path) -> None:
    tagger = _tagger(config)
    export_tagger(tagger, tmp_path / "small.onnx")
    labels, roles = _by_file(tmp_path / "small.onnx", _inputs(tagger, 17))
    assert (labels.shape, roles.shape, labels.dtype, roles.dtype) == ((17, 13), (17, 4), np.float32, np.float32)
    np.testing.assert_allclose(labels.sum(axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(roles.sum(axis=1), 1.0, atol=1e-5)
    assert np.abs(labels - _by_network(tagger, 17)).mean() < 0.02


def test_eight_bits_of_torch_are_those_of_the_file(tmp_path: Path) -> None:
    tagger = _tagger(CNN)
    export_tagger(tagger, tmp_path / "small.onnx")
    inputs = _inputs(tagger, 17)
    with torch.no_grad():
        labels, _ = ExportedCnn(tagger, 1.0, RoundedProduct)(*(torch.from_numpy(inputs[name]) for name in CNN_INPUTS))
    np.testing.assert_allclose(_by_file(tmp_path / "small.onnx", inputs)[0], labels.numpy(), atol=0.02)


def test_temperature_divides_the_scores_of_labels(tmp_path: Path) -> None:
    tagger = _tagger(CNN)
    write_exact(tagger, tmp_path / "cold.onnx")
    write_exact(tagger, tmp_path / "warm.onnx", temperature=2.0)
    inputs = _inputs(tagger, 9)
    (cold, cold_roles), (warm, warm_roles) = (_by_file(tmp_path / f"{name}.onnx", inputs) for name in ("cold", "warm"))
    root = np.sqrt(cold)
    np.testing.assert_allclose(warm, root / root.sum(axis=1, keepdims=True), atol=1e-5)
    np.testing.assert_allclose(warm_roles, cold_roles, atol=1e-6)


def test_teachers_are_not_exported(tmp_path: Path) -> None:
    teacher = EncoderConfig("mpnet", 24, 1, n_heads=2, inner=32, n_pieces=N_PIECES, n_positions=32)
    with pytest.raises(ValueError, match="no export for an encoder of kind 'mpnet'; export a student"):
        write_exact(_tagger(teacher), tmp_path / "exact.onnx")
