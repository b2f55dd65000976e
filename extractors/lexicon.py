"""Word lists and weights of the rules, read from ``data``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ontology.terms import ConceptType

Weight = tuple[ConceptType, float]


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of ``data/<name>.txt``: separated by blanks, lines that begin with ``#`` left out."""
    return frozenset(word for line in _read(f"{name}.txt") for word in line.split())


@cache
def head_weights() -> Mapping[tuple[str, int], Weight]:
    """Return the type that a head gives its phrase, and how often it does, by head and modifiers (0, 1, 2 or more)."""
    return {(head, int(n)): (ConceptType(t), float(w)) for head, n, t, w in table("heads")}


@cache
def modifier_weights() -> Mapping[str, float]:
    """Return how often a word that stands before a concept's word is a part of the concept, in (0, 1)."""
    return {word: float(w) for word, w in table("modifiers")}


@cache
def name_weights() -> Mapping[tuple[str, str], Weight]:
    """Return the type of a word written like a name, and how often it has it, by shape and context."""
    return {(shape, context): (ConceptType(t), float(w)) for shape, context, t, w in table("names")}


@cache
def label_weights() -> Mapping[tuple[str, ConceptType], float]:
    """Return how often known names denote their concept where a text has them, for names that often do not."""
    return {(name, ConceptType(t)): float(w) for name, t, w in table("labels")}


def table(name: str) -> list[list[str]]:
    """Return the rows of ``data/<name>.tsv`` without the header and without lines that begin with ``#``."""
    return [line.split("\t") for line in _read(f"{name}.tsv")[1:]]


def _read(file: str) -> list[str]:
    text = files("extractors").joinpath("data", file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
