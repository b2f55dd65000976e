"""Readers: files of paper abstracts in, distinct documents out.

Formats are recognised by content: Daily Papers listings saved as text, and JSON Lines (the fields of arXiv's metadata
snapshot, of arXiv harvests, and plain title and abstract), each also compressed with gzip.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from extractors.documents import Corpus, SetAside, set_aside_summary
from extractors.readers.detect import is_extraction_file
from extractors.readers.formats import read_file
from extractors.readers.merge import merge_records
from extractors.readers.records import Record
from extractors.readers.sources import find_files

__all__ = ["is_extraction_file", "read_documents"]

logger = logging.getLogger(__name__)


def read_documents(sources: Iterable[str | Path]) -> Corpus:
    """Return the papers that some files hold, each once, and what could not be used.

    The corpus depends on what the files hold, not on their order.

    Args:
        sources: Files; folders, which stand for all files below them that are not hidden; ``-`` for standard input.

    Raises:
        UnreadableSourceError: A path does not exist or may not be read. Whatever is wrong inside a file, or with a
            file found in a folder, is set aside instead.
    """
    records: list[Record] = []
    set_aside: set[SetAside] = set()
    for found in list(find_files(sources)):
        for reading in [found] if isinstance(found, SetAside) else read_file(found):
            if isinstance(reading, Record):
                records.append(reading)
            else:
                set_aside.add(reading)
    documents, contradictions = merge_records(records)
    set_aside.update(contradictions)
    logger.info("read %d documents of %d papers; %s", len(records), len(documents), set_aside_summary([*set_aside]))
    return Corpus(tuple(documents), tuple(sorted(set_aside)), n_read=len(records))
