"""What is read from a text: mentions of concepts, and numeric results."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.documents import Document
from ontology.terms import ConceptType, Role


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a document's text that names a concept.

    Attributes:
        start: First character, counted in `Document.text`.
        end: The character after the span.
        text: The surface, ``document.text[start:end]``.
        concept: Concept id, e.g. ``method:mamba``.
        name: Canonical name of the concept.
        confidence: In [0, 1].
        extractor: Component and version, e.g. ``concept_gazetteer@1.0``.
    """

    start: int
    end: int
    text: str
    type: ConceptType
    concept: str
    name: str
    role: Role
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Result:
    """A number that the text reports, with the concepts that it holds for.

    Attributes:
        raw: The value as written, ``document.text[start:end]``.
        value: The number, None for a formula or a word.
        unit: QUDT local name (``PERCENT``, ``MilliSEC``) or one of ours (``PERCENTAGE-POINT``, ``FACTOR``); None for a
            bare number.
        metric: Concept id, like `dataset`, `method`, `hardware` and `task`; None where the text does not say.
        comparator: ``<``, ``<=``, ``>``, ``>=`` or ``~``; None for an exact value.
        delta: Whether the value is a difference or factor against something else.
        higher_is_better: None where unknown.
        confidence: In [0, 1].
        extractor: Component and version.
    """

    start: int
    end: int
    raw: str
    value: Decimal | None
    unit: str | None
    metric: str | None
    dataset: str | None
    method: str | None
    hardware: str | None
    task: str | None
    comparator: str | None
    delta: bool
    higher_is_better: bool | None
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one document.

    Attributes:
        mentions: In the order of start, end, type; spans do not overlap.
        results: In the order of the text.
    """

    document: Document
    mentions: tuple[Mention, ...]
    results: tuple[Result, ...]
