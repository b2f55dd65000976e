"""Identifiers and digests made from content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from extractors.mentions import Result

_ID_LENGTH = 20  # hexadecimal digits, 80 bits: no clash expected below a billion results


def content_hash(parts: Sequence[object], *, length: int = _ID_LENGTH) -> str:
    """Return a hash of a sequence of plain values; the border between two parts counts."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def result_id(paper: str, result: Result) -> str:
    """Return the id of a result: a hash of its paper, place, wording and every concept that it holds for."""
    concepts = [result.metric, result.dataset, result.method, result.hardware, result.task]
    return "result:" + content_hash([paper, result.start, result.end, result.raw, *concepts])
