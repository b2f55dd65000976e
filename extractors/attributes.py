"""What the components hang on spaCy objects: candidates, and the custom attributes of docs and spans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from spacy.tokens import Doc, Span

from ontology.terms import ConceptType, Role

# The spans of recognised concepts in `Doc.spans`: in the order of the text, without overlaps.
CONCEPTS = "concepts"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that a component takes for a concept; the resolver decides between candidates.

    Candidates are records and not spans because spaCy stores custom attributes by offsets: two spans of the same
    tokens cannot carry two confidences.

    Attributes:
        start: First token.
        end: The token after the last.
        confidence: In [0, 1].
        extractor: Component and version.
        concept: Id of a vocabulary concept, empty where the linker has to decide.
        name: Canonical name that goes with `concept`, or empty.
        role: Where the pattern that found the span says it, else None.
    """

    start: int
    end: int
    type: ConceptType
    confidence: float
    extractor: str
    concept: str = ""
    name: str = ""
    role: Role | None = None


@dataclass(slots=True)
class ConceptAttributes:
    """What is known of a span of a concept, filled by one component after the other; see `register_attributes`."""

    confidence: float = 0.0
    extractor: str = ""
    concept_name: str = ""
    role: str = ""
    link: str = ""


def concept_attributes(span: Span) -> ConceptAttributes:
    """Return what is known of a span, to read and to write; one look-up for all of it, for those of spaCy are slow."""
    attributes: ConceptAttributes | None = span._.concept
    if attributes is None:
        attributes = span._.concept = ConceptAttributes()
    return attributes


def register_attributes() -> None:
    """Declare the custom attributes; doing so twice changes nothing.

    ``Doc._.title_end`` (characters of the title), ``Doc._.abbreviations`` (pairs of short and long span),
    ``Doc._.candidates`` (list of `Candidate`), ``Doc._.role_scores`` (log-probabilities of `decoding.ROLES`, a row per
    token), ``Doc._.results`` (tuple of `Result`); ``Span._.concept`` (`ConceptAttributes`), and its fields
    ``Span._.confidence``, ``Span._.extractor``, ``Span._.concept_name``, ``Span._.role`` (value of `Role`, or empty),
    ``Span._.link`` (value of `LinkReason`).
    """
    defaults = {"title_end": 0, "abbreviations": (), "candidates": None, "role_scores": None, "results": ()}
    for name, default in defaults.items():
        Doc.set_extension(name, default=default, force=True)
    Span.set_extension("concept", default=None, force=True)
    for field in fields(ConceptAttributes):
        Span.set_extension(field.name, getter=_getter(field.name), setter=_setter(field.name), force=True)


def _getter(name: str) -> Callable[[Span], object]:
    return lambda span: getattr(concept_attributes(span), name)


def _setter(name: str) -> Callable[[Span, object], None]:
    return lambda span, value: setattr(concept_attributes(span), name, value)


def add_candidates(doc: Doc, found: list[Candidate]) -> None:
    """Append candidates to those that earlier components found."""
    doc._.candidates = [*candidates(doc), *found]


def candidates(doc: Doc) -> list[Candidate]:
    """Return what the components found so far, in the order of finding."""
    return doc._.candidates or []


register_attributes()
