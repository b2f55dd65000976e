"""Detection of formats by content; the name of a file says nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path

from extractors.readers.alignment import Pair, abstract_evidence, pair_lines
from extractors.readers.listing import is_header, is_invitation
from extractors.readers.streams import STDIN, Line, open_source, read_lines

_N_SAMPLE_LINES = 60
_MAX_SAMPLE_CHARS = 2**18

_JSON_OBJECT = re.compile(r'\s*\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})')
# Source code, too, has lines that begin like an object, but few of them: 1 in 20 in test suites full of them.
_MIN_OBJECT_SHARE = 0.2
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MAX_NO_TEXT_SHARE = 0.2
# A listing without its header is told from other text by its regular change of short headlines and long prose.
_MARKUP = re.compile(r"(?:[#>|<@%*\-+]|\d+[.)]\s|```)")
_MIN_CONTRAST = 4.0
_MIN_PAIRED_SHARE = 0.8


class Format(StrEnum):
    """The formats of documents that are known, by the name that a message uses."""

    LISTING = "Daily Papers listing"
    JSON_LINES = "JSON Lines (arXiv or plain)"


def take_sample(lines: Iterable[Line]) -> list[Line]:
    """Return the first lines of a file, enough to tell its format."""
    sample, n_chars = [], 0
    for line in islice(lines, _N_SAMPLE_LINES):
        sample.append(line)
        n_chars += len(line.text)
        if n_chars > _MAX_SAMPLE_CHARS:
            break
    return sample


def detect_format(sample: Sequence[Line]) -> Format | None:
    """Return the format of a file from its first lines, or None if it is no known one."""
    texts = [line.text for line in sample if line.text.strip()]
    if _is_json_lines(texts):
        return Format.JSON_LINES
    if any(map(is_invitation, texts)):
        return Format.LISTING
    return Format.LISTING if not is_binary(sample) and _alternates(sample) else None


def is_binary(sample: Iterable[Line]) -> bool:
    """Return whether much of a sample is control characters or no UTF-8."""
    text = "".join(line.text for line in sample)
    return len(_NO_TEXT.findall(text)) > _MAX_NO_TEXT_SHARE * len(text)


def describe_unknown(sample: Sequence[Line]) -> tuple[int, str]:
    """Return why a file with this sample cannot be read, and the line; 0 stands for the whole file."""
    if not sample:
        return 0, "an empty file"
    if is_binary(sample):
        return 0, "binary data, or text in another encoding than UTF-8"
    for line in sample:
        if line.fault:
            return line.number, line.fault
    if not any(line.text.strip() for line in sample):
        return 0, "a file of nothing but blank lines"
    return 0, f"not a known format; known: {', '.join(Format)}, each also as gzip"


def is_extraction_file(path: str | Path) -> bool:
    """Return whether a file holds extractions: one of its first lines is an object with a list of mentions.

    Folders hold documents; so do standard input and pipes, for to look into them takes their beginning away.

    Raises:
        UnreadableSourceError: The file is missing or may not be read.
    """
    if str(path) == STDIN or (Path(path).exists() and not Path(path).is_file()):
        return False
    with open_source(str(path)) as stream:
        return any(map(_has_mentions, take_sample(read_lines(stream))))


def _has_mentions(line: Line) -> bool:
    if line.fault or '"mentions"' not in line.text:
        return False
    try:
        value = json.loads(line.text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("mentions"), list)


def _is_json_lines(texts: Sequence[str]) -> bool:
    n_objects = sum(_JSON_OBJECT.match(text) is not None for text in texts)
    return n_objects > _MIN_OBJECT_SHARE * len(texts) or (bool(texts) and all(map(_is_json, texts)))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _alternates(sample: Sequence[Line]) -> bool:
    lines = [line for line in sample if line.text.strip() and not is_header(line.text)]
    pairs = [(part.title.text, part.abstract.text) for part in pair_lines(lines) if isinstance(part, Pair)]
    clear = [pair for pair in pairs if not any(map(_MARKUP.match, pair)) and _contrast(*pair) >= _MIN_CONTRAST]
    return bool(clear) and 2 * len(clear) >= _MIN_PAIRED_SHARE * len(lines)


def _contrast(title: str, abstract: str) -> float:
    return abstract_evidence(abstract) - abstract_evidence(title)
