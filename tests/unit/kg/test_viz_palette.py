from __future__ import annotations

import re

import pytest

from kg.viz.palette import PALETTE, Style
from kg.viz.phrases import PHRASES
from ontology.terms import ConceptType, NodeLabel, RelationType


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_papers_and_every_concept_type_have_a_style() -> None:
    assert set(PALETTE) == {NodeLabel.PAPER, *(NodeLabel(t.value) for t in ConceptType)}


@pytest.mark.parametrize("field", ["plural", "light", "dark", "shape", "marker"])
def test_no_two_types_share_a_colour_or_a_shape(field: str) -> None:
    values = [getattr(style, field) for style in PALETTE.values()]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("style", PALETTE.values(), ids=PALETTE)
def test_colours_stand_out_from_their_background(style: Style) -> None:
    """WCAG 2.2, 1.4.11 asks 3:1 of graphics; the amber of light pictures, 2.6:1, has its shape as well."""
    assert re.fullmatch("#[0-9a-f]{6}", style.light)
    assert contrast(style.light, "#ffffff") > 2.5
    assert contrast(style.dark, "#10141a") > 3


def test_every_relationship_type_has_a_wording() -> None:
    assert set(PHRASES) == set(RelationType)
