from __future__ import annotations

import pytest

from extractors.documents import SetAside
from extractors.readers.listing import is_header, read_listing
from extractors.readers.records import Reading, Record
from extractors.readers.streams import Line

COMPACT_HEADER = (
    "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe"
)
SPACED_HEADER = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
    "byAK and the research community\n\nAug 4\n\n"
)
BOATS = "Paper Boats on Graphs"
BOATS_ABSTRACT = (
    "Random walks forget where they began. Paper boats carry a note of their first node, and find it again."
)
QUIET = "Quiet Layers"
QUIET_ABSTRACT = "Some layers hardly change their input. We remove them, and perplexity rises by less than 1%."
COPPER = "Copper: Compressing Gradients without Forgetting Signs"
COPPER_ABSTRACT = (
    "Exchanging gradients takes time. Copper sends one bit for each of them, and training is 3.1 times faster."
)


def read(text: str, **faults: str) -> list[Reading]:
    """Read a listing; ``line_3="..."`` marks line 3 as unusable."""
    lines = [Line(n, t, faults.get(f"line_{n}")) for n, t in enumerate(text.split("\n"), start=1)]
    if text.endswith("\n"):
        lines.pop()
    return list(read_listing(lines, "saved.txt"))


def paper(title: str, abstract: str, line: int) -> Record:
    return Record(title, abstract, "saved.txt", line)


def test_compact_layout() -> None:
    text = f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n{QUIET}\n{QUIET_ABSTRACT}\n"

    assert read(text) == [paper(BOATS, BOATS_ABSTRACT, 3), paper(QUIET, QUIET_ABSTRACT, 5)]


def test_spaced_layout() -> None:
    text = f"{SPACED_HEADER}{BOATS}\n\n{BOATS_ABSTRACT}\n\n{QUIET}\n\n{QUIET_ABSTRACT}\n"

    assert read(text) == [paper(BOATS, BOATS_ABSTRACT, 13), paper(QUIET, QUIET_ABSTRACT, 17)]


def test_trailing_blanks_and_tabs_are_nothing() -> None:
    assert read(f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n\t\t \n   \n\t") == [paper(BOATS, BOATS_ABSTRACT, 3)]


def test_carriage_returns_and_inner_white_space() -> None:
    text = f"{COMPACT_HEADER}Paper  Boats\ton Graphs \r\n {BOATS_ABSTRACT}\u00a0\r\n"

    assert read(text) == [paper(BOATS, BOATS_ABSTRACT, 3)]


def test_joined_listings_have_headers_in_the_middle() -> None:
    text = f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n{SPACED_HEADER}{QUIET}\n\n{QUIET_ABSTRACT}\n"

    assert read(text) == [paper(BOATS, BOATS_ABSTRACT, 3), paper(QUIET, QUIET_ABSTRACT, 17)]


def test_button_is_cut_off_only_after_the_invitation() -> None:
    title = "Subscribers and Their Habits"
    text = f"{COMPACT_HEADER}{title}\n{BOATS_ABSTRACT}\n{title}\n{QUIET_ABSTRACT}\n"

    assert read(text) == [paper(title, BOATS_ABSTRACT, 3), paper(title, QUIET_ABSTRACT, 5)]


def test_title_without_abstract_at_the_end() -> None:
    assert read(f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n{QUIET}\n") == [
        paper(BOATS, BOATS_ABSTRACT, 3),
        SetAside("saved.txt", 5, "a title without abstract: Quiet Layers"),
    ]


def test_title_without_abstract_in_the_middle_shifts_nothing() -> None:
    text = f"{COMPACT_HEADER}{BOATS}\n{COPPER}\n{COPPER_ABSTRACT}\n{QUIET}\n{QUIET_ABSTRACT}\n"

    assert read(text) == [
        SetAside("saved.txt", 3, "a title without abstract: Paper Boats on Graphs"),
        paper(COPPER, COPPER_ABSTRACT, 4),
        paper(QUIET, QUIET_ABSTRACT, 6),
    ]


def test_listing_that_begins_in_an_abstract() -> None:
    assert read(
        f"and find it again, as long as the walk is not too long. {BOATS_ABSTRACT}\n{QUIET}\n{QUIET_ABSTRACT}"
    ) == [
        SetAside(
            "saved.txt",
            1,
            "an abstract without title: and find it again, as long as the walk is not too long. Rand ...",
        ),
        paper(QUIET, QUIET_ABSTRACT, 2),
    ]


@pytest.mark.parametrize("n_chars", [5, 30, 60, 85])
def test_listing_that_ends_in_an_abstract(n_chars: int) -> None:
    readings = read(f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n{COPPER}\n{COPPER_ABSTRACT[:n_chars]}")

    assert readings[0] == paper(BOATS, BOATS_ABSTRACT, 3)
    assert {type(reading) for reading in readings[1:]} == {SetAside}


def test_cut_abstract_is_named_by_its_title() -> None:
    assert read(f"{COMPACT_HEADER}{COPPER}\n{COPPER_ABSTRACT[:70]}") == [
        SetAside("saved.txt", 3, f"the listing ends in the middle of the abstract of {COPPER}"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("faster.", id="full stop"),
        pytest.param("faster!", id="exclamation mark"),
        pytest.param('"faster."', id="quotation mark"),
        pytest.param("faster (see page 2.)", id="bracket"),
        pytest.param("faster: https://example.org/copper", id="link"),
        pytest.param("faster: github.com/example/copper", id="link without scheme"),
    ],
)
def test_complete_abstract_at_the_end_is_kept(end: str) -> None:
    abstract = f"Exchanging gradients takes time. Copper sends one bit for each of them, and training is {end}"

    assert read(f"{COMPACT_HEADER}{COPPER}\n{abstract}") == [paper(COPPER, abstract, 3)]


def test_unfinished_sentence_before_blank_lines_is_kept() -> None:
    abstract = COPPER_ABSTRACT.removesuffix(".")

    assert read(f"{COMPACT_HEADER}{COPPER}\n{abstract}\n\t\n") == [paper(COPPER, abstract, 3)]


@pytest.mark.parametrize(("line", "kept"), [(3, 5), (4, 5), (5, 3), (6, 3)])
def test_unusable_line_costs_its_paper_only(line: int, kept: int) -> None:
    text = f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n{BOATS}\n{BOATS_ABSTRACT}\n"
    readings = read(text, **{f"line_{line}": "not valid UTF-8"})

    assert sorted(readings, key=lambda r: r.line) == sorted(
        [paper(BOATS, BOATS_ABSTRACT, kept), SetAside("saved.txt", line, "not valid UTF-8")], key=lambda r: r.line
    )


def test_damaged_end_is_reported() -> None:
    text = f"{COMPACT_HEADER}{BOATS}\n{BOATS_ABSTRACT}\n"

    assert read(f"{text}\n", line_5="damaged") == [paper(BOATS, BOATS_ABSTRACT, 3), SetAside("saved.txt", 5, "damaged")]


def test_header_alone_is_a_listing_without_papers() -> None:
    assert read(SPACED_HEADER) == [
        SetAside("saved.txt", 0, "a listing without papers: it holds nothing but its header")
    ]


def test_overlong_abstract_is_set_aside() -> None:
    text = f"{COMPACT_HEADER}{BOATS}\n{'Boats float. ' * 9000}\n{QUIET}\n{QUIET_ABSTRACT}\n"

    assert read(text) == [
        SetAside("saved.txt", 3, "an abstract of 116,999 characters; the limit is 100,000"),
        paper(QUIET, QUIET_ABSTRACT, 5),
    ]


@pytest.mark.parametrize("text", ["Oct 31", "August 4, 2025", " new ", "by AK and the research community", "Subscribe"])
def test_header_lines(text: str) -> None:
    assert is_header(text)


@pytest.mark.parametrize(
    "text", ["May the Source Be with You", "new methods", "Subscribe to X", "March 4th", "SubscribeX"]
)
def test_titles_that_resemble_headers(text: str) -> None:
    assert not is_header(text)
