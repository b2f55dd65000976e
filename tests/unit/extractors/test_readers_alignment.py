from __future__ import annotations

import pytest

from extractors.readers.alignment import Leftover, Pair, abstract_evidence, pair_lines
from extractors.readers.streams import Line

TITLES = (
    "Lanterns: Sparse Experts for Small Machines",
    "How Deep Is Deep Enough?",
    "On the Width of Rivers and Networks",
    "GPT vs. Abacus",
)
ABSTRACTS = (
    "Experts are costly. We train lanterns, which are lit only when a token needs them, and halve the cost.",
    "We count layers. Nine are enough.",
    "This paper relates the width of a network to that of a river. Both grow with what flows in.",
    "Adding numbers is harder than it looks. An abacus wins on five of six tasks, and costs less than one dollar.",
)
LONG = "We show that long abstracts are told from titles by their length alone, whatever else is in them " * 5


def to_lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def interleaved() -> list[str]:
    return [text for paper in zip(TITLES, ABSTRACTS, strict=True) for text in paper]


def test_lines_in_turn_are_pairs() -> None:
    lines = to_lines(*interleaved())

    assert pair_lines(lines) == [Pair(lines[i], lines[i + 1]) for i in (0, 2, 4, 6)]


@pytest.mark.parametrize("missing", range(8))
def test_one_missing_line_shifts_no_other_pair(missing: int) -> None:
    texts = interleaved()
    del texts[missing]
    lines = to_lines(*texts)
    alone = missing if missing % 2 == 0 else missing - 1
    expected = [*range(0, alone, 2), *range(alone + 1, 7, 2)]

    parts = pair_lines(lines)

    assert [part for part in parts if isinstance(part, Pair)] == [Pair(lines[i], lines[i + 1]) for i in expected]
    assert [part for part in parts if isinstance(part, Leftover)] == [Leftover(lines[alone], missing % 2 == 1)]


def test_two_titles_alone_make_no_pair() -> None:
    lines = to_lines(TITLES[0], TITLES[2])

    assert pair_lines(lines) == [Leftover(lines[0], True), Leftover(lines[1], True)]


def test_no_lines_no_parts() -> None:
    assert pair_lines([]) == []


def test_long_title_with_full_stop_stays_a_title() -> None:
    title = "A study of names that go on and on, " * 5 + "and end as a sentence does."
    lines = to_lines(title, LONG, TITLES[0], LONG)

    assert pair_lines(lines) == [Pair(lines[0], lines[1]), Pair(lines[2], lines[3])]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("abstract", [*ABSTRACTS, LONG])
def test_abstracts_have_more_evidence_than_titles(title: str, abstract: str) -> None:
    assert abstract_evidence(abstract) > abstract_evidence(title)
