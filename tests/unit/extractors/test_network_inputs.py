from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.network_inputs import (
    CLS,
    CNN_INPUTS,
    SEP,
    TRANSFORMER_INPUTS,
    Window,
    piece_inputs,
    split_windows,
    word_inputs,
)
from extractors.wordpiece import WordSequence

COUNTS = st.lists(st.integers(1, 9), max_size=60)


def sequence(counts: list[int]) -> WordSequence:
    """Return words with so many pieces each, numbered from 1 on."""
    n = np.arange(len(counts))
    return WordSequence(n, n + 1, np.array(counts, dtype=np.int64), n % 8 + 1, np.arange(1, sum(counts) + 1))


def test_short_text_is_one_window() -> None:
    assert split_windows(sequence([2, 3, 5]), max_pieces=10, overlap=4) == [Window(0, 3, 0, 3)]


def test_long_text_has_windows_that_overlap_and_meet_in_the_middle() -> None:
    assert split_windows(sequence([1] * 16), max_pieces=10, overlap=4) == [Window(0, 10, 0, 8), Window(6, 16, 8, 16)]


def test_text_without_words_has_no_window() -> None:
    assert split_windows(sequence([])) == []


@given(counts=COUNTS, max_pieces=st.integers(4, 20), overlap=st.integers(0, 3))
def test_windows_keep_every_word_once_and_fit(counts: list[int], max_pieces: int, overlap: int) -> None:
    windows = split_windows(sequence(counts), max_pieces=max_pieces, overlap=overlap)
    assert [n for w in windows for n in range(w.kept_start, w.kept_end)] == list(range(len(counts)))
    for window in windows:
        assert window.start <= window.kept_start <= window.kept_end <= window.end
        assert sum(counts[window.start : window.end]) <= max_pieces or window.end - window.start == 1


def test_piece_inputs_give_every_piece_what_its_word_has() -> None:
    inputs = piece_inputs(sequence([1, 2, 1]).part(1, 3), np.array([3, 4]))
    assert {name: array.tolist() for name, array in inputs.items()} == {
        "pieces": [CLS, 2, 3, 4, SEP],
        "shapes": [0, 2, 2, 3, 0],
        "known": [0, 3, 3, 4, 0],
        "firsts": [1, 3],
    }
    assert tuple(inputs) == TRANSFORMER_INPUTS


def test_word_inputs_hold_the_first_pieces_of_every_word() -> None:
    inputs = word_inputs(sequence([2, 1, 7]), np.array([0, 5, 6]))
    assert {name: array.tolist() for name, array in inputs.items()} == {
        "first_pieces": [1, 3, 4],
        "further_pieces": [2, 5, 6, 7, 8, 9],
        "further_words": [0, 2, 2, 2, 2, 2],
        "word_shapes": [1, 2, 3],
        "word_known": [0, 5, 6],
    }
    assert tuple(inputs) == CNN_INPUTS


@pytest.mark.parametrize("n_pieces", [510, 511, 2000])
def test_piece_inputs_of_one_endless_word_fit_the_encoder(n_pieces: int) -> None:
    assert len(split_windows(sequence([n_pieces]))) == 1
    assert piece_inputs(sequence([n_pieces]), np.array([0]))["pieces"].shape == (512,)
