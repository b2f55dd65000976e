"""Numbers and units, in the spellings that abstracts have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.quantities import find_quantities
from ontology.units import QUDT_UNIT_NAMES


def _found(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[q.start : q.end], str(q.value), q.unit) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit"),
    [
        ("reaches 82.1%.", "82.1%", "82.1", "PERCENT"),
        ("reaches 82.1 \\%.", "82.1 \\%", "82.1", "PERCENT"),
        ("a rise of 7 percent", "7 percent", "7", "PERCENT"),
        ("up 3.2 points", "3.2 points", "3.2", "PERCENTAGE-POINT"),
        ("up 3 percentage points", "3 percentage points", "3", "PERCENTAGE-POINT"),
        ("it is 3.2x faster", "3.2x", "3.2", "FACTOR"),
        ("it is 3.2$\\times$ faster", "3.2$\\times", "3.2", "FACTOR"),
        ("it is 12 times faster", "12 times", "12", "FACTOR"),
        ("a 10-fold gain", "10-fold", "10", "FACTOR"),
        ("a $\\times$1.5 gain", "$\\times$1.5", "1.5", "FACTOR"),
        ("a ten-fold gain", "ten-fold", "10", "FACTOR"),
        ("two orders of magnitude", "two orders of magnitude", "100", "FACTOR"),
        ("an order of magnitude", "an order of magnitude", "10", "FACTOR"),
        ("at 60 FPS", "60 FPS", "60", "FRAME-PER-SEC"),
        ("at 25 frames per second", "25 frames per second", "25", "FRAME-PER-SEC"),
        ("at 1,200 tokens/s", "1,200 tokens/s", "1200", "TOKEN-PER-SEC"),
        ("in 4.5 ms", "4.5 ms", "4.5", "MilliSEC"),
        ("a 0.57-second wait", "0.57-second", "0.57", "SEC"),
        ("in 5 minutes", "5 minutes", "5", "MIN"),
        ("within 24 hours", "24 hours", "24", "HR"),
        ("in 7.7 GPU-days", "7.7 GPU-days", "7.7", "GPU-DAY"),
        ("of 1.2 GB", "1.2 GB", "1.2", "GigaBYTE"),
        ("gains 0.39dB", "0.39dB", "0.39", "DeciB"),
        ("costs 3.6 GFLOPs", "3.6 GFLOPs", "3.6", "GigaFLOP"),
        ("runs 3.6 TFLOPS", "3.6 TFLOPS", "3.6", "TeraFLOPS"),
        ("errs by 0.12 kcal/mol", "0.12 kcal/mol", "0.12", "KiloCAL-PER-MOL"),
        ("takes 5 mJ", "5 mJ", "5", "MilliJ"),
        ("within 3 cm", "3 cm", "3", "CentiM"),
        ("off by 4 degrees", "4 degrees", "4", "DEG"),
        ("FID of 2.04", "2.04", "2.04", None),
        ("loss of .5", ".5", "0.5", None),
        ("with 28,654 weights", "28,654", "28654", None),
        ("with 1.2M weights", "1.2M", "1200000.0", None),
        ("with 3 billion weights", "3 billion", "3000000000", None),
        ("error of 1.7 \\times 10^{-5} there", "1.7 \\times 10^{-5}", "0.000017", None),
        ("error of 2e-4 there", "2e-4", "0.0002", None),
        ("changes by +2.5 BLEU", "+2.5", "2.5", None),
        ("changes by -0.3 dB", "-0.3 dB", "-0.3", "DeciB"),
        ("changes by \u22120.3 dB", "\u22120.3 dB", "-0.3", "DeciB"),
    ],
)
def test_number_and_unit(text: str, raw: str, value: str, unit: str | None) -> None:
    (quantity,) = find_quantities(text)
    assert (text[quantity.start : quantity.end], quantity.value, quantity.unit) == (raw, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4 and CIFAR-10",
        "Qwen2.5 and Llama3",
        "top-1 of v1.2.3",
        "a 3D scene, the 2nd one",
        "the challenge is twofold: size",
        "ten per cent",
    ],
)
def test_numbers_in_names_and_words_are_passed_over(text: str) -> None:
    assert find_quantities(text) == []


def test_size_of_an_image_is_no_factor() -> None:
    assert _found("at 256$\\times$512 pixels and 8 x 8 cells") == [
        ("256", "256", None),
        ("8", "8", None),
        ("8", "8", None),
    ]


def test_lower_end_of_a_range_has_the_unit_of_the_upper() -> None:
    assert _found("a 5-40 times gain, 1.6x-1.9x more, 3 to 7% less") == [
        ("5", "5", "FACTOR"),
        ("40 times", "40", "FACTOR"),
        ("1.6x", "1.6", "FACTOR"),
        ("1.9x", "1.9", "FACTOR"),
        ("3", "3", "PERCENT"),
        ("7%", "7", "PERCENT"),
    ]


def test_sign_and_magnitude_are_told() -> None:
    assert [(q.is_signed, q.is_scaled) for q in find_quantities("+3 F1, 5 F1, 2K samples")] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_power_beyond_reason_is_passed_over() -> None:
    assert find_quantities("about 10 \\times 10^{99999} grains") == []


def test_units_of_qudt_are_spelt_as_there() -> None:
    texts = (
        "1% 1 FPS 1 ms 1 s 1 min 1 hours 1 GB 1 MiB 1 dB 1 TFLOPS 1 GHz 1 kcal/mol 1 mJ 1 W 1 m/s 1 nm 1 cm 1 degrees"
    )
    assert {q.unit for q in find_quantities(texts)} <= QUDT_UNIT_NAMES
