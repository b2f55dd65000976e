"""Ordinary words guessed anew: which, and that all else stays."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from extractors.training.corpus import EncodedCorpus
from extractors.training.encoders import EncoderConfig, TransformerEncoder
from extractors.training.pretrain import GuessHead
from extractors.training.rewriting import RewriteSettings, ordinary_pieces, rewrite_words
from extractors.wordpiece import Shape

pytestmark = pytest.mark.training

PIECES = [*(f"[unused{n}]" for n in range(1000)), "the", "##ing", "net", "lake", "12", "river"]
CONFIG = EncoderConfig("bert", 16, 1, n_heads=2, inner=16, n_pieces=len(PIECES), n_positions=64)


def _corpus() -> EncodedCorpus:
    """Two documents: "the Net lake-ing" (two pieces in its last word) and "river the 12"."""
    empty = np.empty(0, dtype=np.uint8)
    return EncodedCorpus(
        ids=np.array(["a", "b"]),
        word_bounds=np.array([0, 3, 6], dtype=np.int32),
        piece_counts=np.array([1, 1, 2, 1, 1, 1], dtype=np.uint8),
        pieces=np.array([1000, 1002, 1003, 1001, 1005, 1000, 1004], dtype=np.uint16),
        shapes=np.array([Shape.LOWER, Shape.CAPITALISED, Shape.LOWER, Shape.LOWER, Shape.LOWER, Shape.NUMBER]),
        known=np.array([0, 0, 0, 1, 0, 0], dtype=np.uint8),
        labels=empty,
        roles=empty,
    )


def _rewritten(share: float, seed: int = 1) -> EncodedCorpus:
    torch.manual_seed(0)
    settings = RewriteSettings(ordinary_pieces(PIECES), share, seed)
    return rewrite_words(_corpus(), TransformerEncoder(CONFIG), GuessHead(CONFIG), settings, torch.device("cpu"))


def test_ordinary_pieces_are_whole_words_of_letters() -> None:
    assert [PIECES[row] for row in ordinary_pieces(PIECES).nonzero()[0]] == ["the", "net", "lake", "river"]


def test_only_ordinary_words_of_one_piece_are_rewritten() -> None:
    changed = [
        set(places) for places in (np.nonzero(_rewritten(1.0, s).pieces != _corpus().pieces)[0] for s in range(9))
    ]
    # "the" in both documents; not the capitalised word, the word of two pieces, the known name and the number.
    assert set.union(*changed) == {0, 5}


def test_rewritten_words_are_ordinary_words() -> None:
    drawn = {int(row) for seed in range(9) for row in _rewritten(1.0, seed).pieces[[0, 5]]}
    assert drawn <= {1000, 1002, 1003, 1005}


def test_rewriting_leaves_everything_but_the_pieces() -> None:
    before, after = _corpus(), _rewritten(1.0)
    fields = [field.name for field in dataclasses.fields(before) if field.name != "pieces"]
    assert all(np.array_equal(getattr(before, name), getattr(after, name)) for name in fields)


def test_a_share_of_zero_rewrites_nothing() -> None:
    np.testing.assert_array_equal(_rewritten(0.0).pieces, _corpus().pieces)


def test_the_same_seed_rewrites_the_same() -> None:
    np.testing.assert_array_equal(_rewritten(1.0, 3).pieces, _rewritten(1.0, 3).pieces)
