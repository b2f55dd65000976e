"""Word lists and tables, read from ``data``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of ``data/<name>.txt``: separated by blanks, lines that begin with ``#`` left out."""
    return frozenset(word for line in _read(f"{name}.txt") for word in line.split())


def table(name: str) -> list[list[str]]:
    """Return the rows of ``data/<name>.tsv`` without the header and without lines that begin with ``#``."""
    return [line.split("\t") for line in _read(f"{name}.tsv")[1:]]


def _read(file: str) -> list[str]:
    text = files("extractors").joinpath("data", file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
