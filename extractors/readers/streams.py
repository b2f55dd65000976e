"""Streams: the lines of a plain or compressed file, in bounded memory, each with what is wrong with it."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast

from extractors.errors import UnreadableSourceError

STDIN = "-"
# A paper with 3,000 authors takes 0.2 MB of JSON; whatever is fifty times that is no paper.
MAX_LINE_BYTES = 10 * 2**20
# What is kept of a longer line: enough to see what it was.
_KEPT_BYTES = 2**12
_BLOCK_BYTES = 2**16
_GZIP_MAGIC = b"\x1f\x8b"
_BYTE_ORDER_MARK = "\ufeff"


class Line(NamedTuple):
    """A line of a file.

    Attributes:
        number: From 1.
        text: Without the line break; of a line that is too long, its beginning; a byte that is no UTF-8 is U+FFFD.
        fault: Why the line cannot be used, None if it can.
    """

    number: int
    text: str
    fault: str | None = None


@contextmanager
def open_source(source: str) -> Iterator[io.BufferedReader]:
    """Open a file, or standard input for ``-``, for reading bytes.

    Raises:
        UnreadableSourceError: The file is missing or may not be read.
    """
    if source == STDIN:
        yield from _standard_input()
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 - closed below; errors of the body must not be caught here
    except OSError as err:
        raise UnreadableSourceError(source, err.strerror or str(err)) from err
    with stream:
        yield stream


def _standard_input() -> Iterator[io.BufferedReader]:
    # A buffer of its own, for what a program has put in place of standard input may be unable to peek.
    reader: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer))
    try:
        yield reader
    finally:
        reader.detach()


def read_lines(stream: io.BufferedReader) -> Iterator[Line]:
    """Yield the lines of a stream, decompressed if it is gzip; a damaged end is a last line with a fault.

    A byte order mark at the start of a line is dropped: joined files have them anywhere.
    """
    number, held, size = 1, bytearray(), 0
    try:
        for block in _blocks(stream):
            *pieces, rest = block.split(b"\n")
            for piece in pieces:
                _hold(held, piece)
                yield _to_line(number, held, size + len(piece))
                number, size = number + 1, 0
                held.clear()
            _hold(held, rest)
            size += len(rest)
    except (EOFError, zlib.error, OSError) as err:
        yield Line(number, _decode(held[:_KEPT_BYTES])[0], f"the file is damaged from here on: {err}")
        return
    if size:
        yield _to_line(number, held, size)


def _blocks(stream: io.BufferedReader) -> Iterator[bytes]:
    if stream.peek(len(_GZIP_MAGIC)).startswith(_GZIP_MAGIC):
        with gzip.GzipFile(fileobj=stream) as content:
            yield from iter(lambda: content.read1(_BLOCK_BYTES), b"")
    else:
        yield from iter(lambda: stream.read1(_BLOCK_BYTES), b"")


def _hold(held: bytearray, piece: bytes) -> None:
    held += piece[: MAX_LINE_BYTES - len(held)]


def _to_line(number: int, held: bytearray, size: int) -> Line:
    if size > MAX_LINE_BYTES:
        return Line(
            number, _decode(held[:_KEPT_BYTES])[0], f"a line of {size:,} bytes; the limit is {MAX_LINE_BYTES:,}"
        )
    text, fault = _decode(held)
    return Line(number, text, fault)


def _decode(raw: bytearray) -> tuple[str, str | None]:
    try:
        return raw.decode().removeprefix(_BYTE_ORDER_MARK), None
    except UnicodeDecodeError as err:
        fault = f"not valid UTF-8: byte 0x{raw[err.start]:02x} at position {err.start + 1} of the line"
        return raw.decode(errors="replace").removeprefix(_BYTE_ORDER_MARK), fault
