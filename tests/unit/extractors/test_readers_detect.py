from __future__ import annotations

import gzip
import os
from itertools import count
from pathlib import Path

import pytest

from extractors.errors import UnreadableSourceError
from extractors.readers.detect import Format, describe_unknown, detect_format, is_extraction_file, take_sample
from extractors.readers.streams import Line

DATA = Path(__file__).parents[2] / "data" / "listings"
PAIR = "Paper Boats on Graphs\nRandom walks forget where they began. Paper boats carry a note of their first node.\n"


def to_lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.splitlines(), start=1)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("compact.txt", Format.LISTING),
        ("spaced.txt", Format.LISTING),
        ("harvest.jsonl", Format.JSON_LINES),
        ("snapshot.jsonl", Format.JSON_LINES),
        ("README.md", None),
    ],
)
def test_format_of_files(name: str, expected: Format | None) -> None:
    assert detect_format(to_lines((DATA / name).read_text(encoding="utf-8"))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(PAIR * 2, Format.LISTING, id="listing without header"),
        pytest.param("Get trending papers in your email inbox!\n", Format.LISTING, id="header alone"),
        pytest.param('{"title": "T"}', Format.JSON_LINES, id="object"),
        pytest.param('not JSON\n{"a": 1}\n[]\n', Format.JSON_LINES, id="objects among others"),
        pytest.param('\n\n  { "a" : 1}', Format.JSON_LINES, id="blanks first"),
        pytest.param('{"title": "T", "abst', Format.JSON_LINES, id="cut object"),
        pytest.param("[1, 2]\n", Format.JSON_LINES, id="JSON but no object"),
        pytest.param("", None, id="empty"),
        pytest.param("\n \n", None, id="blank"),
        pytest.param("A title alone\n", None, id="title"),
        pytest.param("one\ntwo\nthree\nfour\n", None, id="words"),
        pytest.param("title,abstract\nBoats,We float. All day.\nLanterns,We glow. All night.\n", None, id="CSV"),
        pytest.param(
            "# Boats\n\nWe build boats of paper. They float.\n\n## Use\n\nFold. Then go.\n", None, id="Markdown"
        ),
        pytest.param("<html>\n<p>We build boats of paper. They float, as can be seen.</p>\n", None, id="HTML"),
        pytest.param("@article{a,\n  title = {Boats},\n  abstract = {We float. All day.},\n}\n", None, id="BibTeX"),
        pytest.param('import json\n\nx = [\n{"a": 1},\n]\nprint(x)\nprint(y)\nprint(z)\n', None, id="source code"),
    ],
)
def test_format_of_text(text: str, expected: Format | None) -> None:
    assert detect_format(to_lines(text)) is expected


@pytest.mark.parametrize(
    ("lines", "described"),
    [
        pytest.param([], (0, "an empty file"), id="empty"),
        pytest.param(to_lines("\n \n"), (0, "a file of nothing but blank lines"), id="blank"),
        pytest.param(
            to_lines("PK\x03\x04\x00\x00\x00"), (0, "binary data, or text in another encoding than UTF-8"), id="binary"
        ),
        pytest.param([Line(1, "x" * 9, "a line of 9 bytes")], (1, "a line of 9 bytes"), id="faulty line"),
        pytest.param(
            to_lines("words\n"),
            (0, "not a known format; known: Daily Papers listing, JSON Lines (arXiv or plain), each also as gzip"),
            id="text",
        ),
    ],
)
def test_unknown_is_described(lines: list[Line], described: tuple[int, str]) -> None:
    assert detect_format(lines) is None
    assert describe_unknown(lines) == described


def test_sample_leaves_the_rest() -> None:
    lines = (Line(number, "text") for number in count(1))

    sample = take_sample(lines)

    assert [line.number for line in sample] == list(range(1, len(sample) + 1))
    assert next(lines).number == len(sample) + 1


def test_sample_of_long_lines_is_short() -> None:
    lines = iter([Line(1, "x" * 10**6), Line(2, "y")])

    assert len(take_sample(lines)) == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b'{"id": "title:0", "title": "T", "abstract": "A.", "mentions": []}\n', True, id="extraction"),
        pytest.param(b'{"title": "T", "abstract": "A."}\n{"mentions": [], "abstract": "B."}\n', True, id="second line"),
        pytest.param(b'{"title": "T", "abstract": "A.", "mentions": 12}\n', False, id="mentions are counted"),
        pytest.param(b'{"title": "T", "abstract": "A \\"mentions\\": []"}\n', False, id="mentions in a string"),
        pytest.param(b'["mentions", []]\n', False, id="array"),
        pytest.param(b'{"mentions": [', False, id="cut"),
        pytest.param(b"", False, id="empty"),
        pytest.param(PAIR.encode(), False, id="listing"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_extraction_file_is_told_by_content(tmp_path: Path, content: bytes, expected: bool, packed: bool) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(gzip.compress(content) if packed else content)

    assert is_extraction_file(path) is expected


def test_what_cannot_be_read_twice_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert [is_extraction_file(source) for source in ("-", tmp_path, tmp_path / "pipe")] == [False, False, False]


def test_missing_extraction_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="No such file"):
        is_extraction_file(tmp_path / "absent.jsonl")
