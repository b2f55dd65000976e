"""Numbers are found where the plain regular expression finds them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from extractors import quantities

MARKS = ["$", "\\times", "\u00d7", "x", "+", "-", "\u2212", ".", ",", " ", "%"]
NUMBERS = ["5", "12", "1,000", "e-3", "^{2}", "a", "GPT-4", "10"]


@given(st.lists(st.sampled_from(MARKS + NUMBERS), max_size=30).map("".join))
@example("$\\times $ 3.5 and $\\times$ $ +$12 at 3x2.5, 1.2.3 \\times 10^{-4}")
def test_numbers_are_the_matches_of_the_expression(text: str) -> None:
    expected = [match.span() for match in quantities._NUMBER.finditer(text)]
    assert [match.span() for match in quantities._number_matches(text)] == expected
