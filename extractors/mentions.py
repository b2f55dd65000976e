"""What is read from a text: mentions of concepts, and numeric results."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractors.documents import Document
from ontology.terms import ConceptType, Role


class LinkReason(StrEnum):
    """Why a mention has its concept: the rule that gave the id."""

    VOCABULARY = "vocabulary"
    """The name is a label of the concept, but for case, number and hyphens."""
    VARIANT = "variant"
    """The name is a label of the concept written otherwise: spelling, word order, a small word more or less."""
    HEAD_NOUN = "head_noun"
    """A word that only says what kind of thing it is is left out or added: "BERT model"."""
    ABBREVIATION = "abbreviation"
    """The document gives a long form to the letters, or letters to the long form, and that one decides."""
    USAGE = "usage"
    """Letters that nobody explains, but that papers nearly always use for one thing."""
    CONTEXT = "context"
    """Letters with several meanings, of which the document's other concepts and words favour one."""
    PATTERN = "pattern"
    """The component that found the span names the concept: a device by its model number."""
    COINED = "coined"
    """No concept of the vocabulary has the name; the id is made from it."""
    CURATED = "curated"
    """A person decided, in the curation file."""
    UNKNOWN = "unknown"
    """The extraction file does not say."""


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
        link: Why the mention has this concept.
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
    link: LinkReason = LinkReason.UNKNOWN


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
