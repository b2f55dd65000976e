"""Reading one file: its format is detected, then the reader of that format takes over."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from extractors.documents import SetAside
from extractors.readers.detect import Format, describe_unknown, detect_format, take_sample
from extractors.readers.json_lines import read_json_lines
from extractors.readers.listing import read_listing
from extractors.readers.records import Reading
from extractors.readers.streams import Line, open_source, read_lines

logger = logging.getLogger(__name__)

READERS: dict[Format, Callable[[Iterable[Line], str], Iterator[Reading]]] = {
    Format.LISTING: read_listing,
    Format.JSON_LINES: read_json_lines,
}


def read_file(file: str) -> Iterator[Reading]:
    """Yield what one file, or standard input for ``-``, says of papers, in its order.

    Raises:
        UnreadableSourceError: The file is missing or may not be read.
    """
    with open_source(file) as stream:
        lines = read_lines(stream)
        sample = take_sample(lines)
        detected = detect_format(sample)
        if detected is None:
            yield SetAside(file, *describe_unknown(sample))
            return
        logger.debug("%s is %s", file, detected)
        yield from READERS[detected](chain(sample, lines), file)
