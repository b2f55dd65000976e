from __future__ import annotations

from pathlib import Path

import pytest

from extractors.model_info import model_info
from kg.errors import UnknownNameError
from kg.viz.reliability import draw_reliability

MODELS = [model_info("accurate"), model_info("fast")]


def test_svg_names_both_networks_and_the_diagonal(tmp_path: Path) -> None:
    draw_reliability(MODELS, tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert all(f"<!-- {label} -->" in text for label in ("accurate", "fast", "as often as it says", "mean confidence"))


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_picture_has_the_same_bytes_every_time(tmp_path: Path, ending: str) -> None:
    for name in ("a", "b"):
        draw_reliability(MODELS, tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_other_endings_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"\.gif"):
        draw_reliability(MODELS, tmp_path / "a.gif")
