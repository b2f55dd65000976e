from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
from pathlib import Path

import pytest

from extractors.errors import UnreadableSourceError
from extractors.readers.streams import MAX_LINE_BYTES, Line, open_source, read_lines


def lines_of(content: bytes) -> list[Line]:
    return list(read_lines(io.BufferedReader(io.BytesIO(content))))


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        pytest.param(b"", [], id="empty"),
        pytest.param(b"one", ["one"], id="no final line break"),
        pytest.param(b"one\n", ["one"], id="final line break"),
        pytest.param(b"one\n\ntwo\n", ["one", "", "two"], id="blank line"),
        pytest.param(b"\n", [""], id="only a line break"),
        pytest.param(b"one\r\ntwo\r\n", ["one\r", "two\r"], id="carriage returns are white space"),
        pytest.param("\ufeffone\n\ufefftwo".encode(), ["one", "two"], id="byte order marks"),
        pytest.param("line\u2028separator\x0b\x0c".encode(), ["line\u2028separator\x0b\x0c"], id="only \\n breaks"),
    ],
)
def test_lines_are_split_and_numbered(content: bytes, texts: list[str]) -> None:
    assert lines_of(content) == [Line(number, text) for number, text in enumerate(texts, start=1)]


def test_lines_cross_blocks() -> None:
    texts = [str(n) * 1000 for n in range(300)]

    assert [line.text for line in lines_of("\n".join(texts).encode())] == texts


def test_gzip_is_recognised_by_its_first_bytes() -> None:
    assert lines_of(gzip.compress(b"one\ntwo\n")) == [Line(1, "one"), Line(2, "two")]


def test_joined_gzip_members_are_one_file() -> None:
    assert lines_of(gzip.compress(b"one\nt") + gzip.compress(b"wo\n")) == [Line(1, "one"), Line(2, "two")]


def test_truncated_gzip_keeps_what_came_before() -> None:
    packed = gzip.compress(b"\n".join(b"%d some text, hardly the same twice" % (n * n) for n in range(2000)))

    *good, last = lines_of(packed[: len(packed) // 2])

    assert len(good) > 100
    assert good == [Line(n + 1, f"{n * n} some text, hardly the same twice") for n in range(len(good))]
    assert last.number == len(good) + 1
    assert last.fault is not None
    assert last.fault.startswith("the file is damaged from here on: ")


def test_wrong_checksum_is_reported_after_the_content() -> None:
    packed = bytearray(gzip.compress(b"one\n"))
    packed[-8] ^= 0xFF

    first, last = lines_of(bytes(packed))

    assert first == Line(1, "one")
    assert (last.number, last.text) == (2, "")
    assert "CRC" in (last.fault or "")


def test_garbage_after_gzip_is_reported() -> None:
    first, last = lines_of(gzip.compress(b"one\n") + b"garbage")

    assert first == Line(1, "one")
    assert last.fault is not None


def test_invalid_utf8_faults_its_line_alone() -> None:
    assert lines_of(b"one\ncaf\xe9 au lait\nthree\n") == [
        Line(1, "one"),
        Line(2, "caf\ufffd au lait", "not valid UTF-8: byte 0xe9 at position 4 of the line"),
        Line(3, "three"),
    ]


def test_long_line_is_cut_and_the_next_is_read() -> None:
    first, second = lines_of(b"x" * (MAX_LINE_BYTES + 5) + b"\ntwo")

    assert first.fault == "a line of 10,485,765 bytes; the limit is 10,485,760"
    assert set(first.text) == {"x"}
    assert second == Line(2, "two")


def test_line_at_the_limit_is_whole() -> None:
    (line,) = lines_of(b"x" * MAX_LINE_BYTES)

    assert (len(line.text), line.fault) == (MAX_LINE_BYTES, None)


def test_very_long_line_takes_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "long"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(60):
            stream.write(b"x" * 2**20)

    tracemalloc.start()
    try:
        with open_source(str(path)) as source:
            (line,) = read_lines(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert line.fault == "a line of 62,914,560 bytes; the limit is 10,485,760"
    assert peak < 2.5 * MAX_LINE_BYTES


def test_missing_file_names_itself(tmp_path: Path) -> None:
    with (
        pytest.raises(UnreadableSourceError, match=r"cannot read .*absent: No such file or directory; check the path"),
        open_source(str(tmp_path / "absent")),
    ):
        pass


def test_standard_input_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"one\n"))
    monkeypatch.setattr(sys, "stdin", stdin)

    with open_source("-") as source:
        lines = list(read_lines(source))

    assert lines == [Line(1, "one")]
    assert not stdin.buffer.closed
