"""From mentions to concept ids: the component that asks `extractors.identity` for every span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, concept_attributes, register_attributes
from extractors.identity import DocumentNames, Link, NameLinker, definition_key
from extractors.mentions import LinkReason
from extractors.tokens import read_words
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary, load_vocabulary

register_attributes()

_TYPES = {concept_type.value: concept_type for concept_type in ConceptType}


@Language.factory("concept_linker", requires=["doc.spans"], assigns=["doc.spans"])
def create_linker(nlp: Language, name: str) -> ConceptLinker:
    """Return the component over the vocabulary that comes with the package."""
    return ConceptLinker(load_vocabulary())


class ConceptLinker:
    """Gives every concept span its id, its canonical name and the reason for them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.use(vocabulary)

    def use(self, vocabulary: Vocabulary) -> None:
        """Link to another vocabulary from now on."""
        self._linker = NameLinker(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``kb_id_``, ``concept_name`` and ``link`` of every span in ``doc.spans["concepts"]``."""
        spans, words = list(doc.spans.get(CONCEPTS, ())), read_words(doc)
        surfaces = [words.surface(span.start, span.end) for span in spans]
        names = document_names(doc)
        proposed = _proposed(spans, surfaces, names) if names.definitions else frozenset()
        # A group hands out copies of its spans, so the linked ones replace it.
        doc.spans[CONCEPTS] = [
            self._linked(doc, span, surface, names, proposed) for span, surface in zip(spans, surfaces, strict=True)
        ]
        return doc

    def _linked(self, doc: Doc, span: Span, surface: str, names: DocumentNames, proposed: frozenset[str]) -> Span:
        attributes = concept_attributes(span)
        concept_type = _TYPES[span.label_]
        # Only patterns of devices name what they find.
        given = attributes.concept_name if concept_type is ConceptType.HARDWARE and not span.kb_id else ""
        link = self._link(surface, given, concept_type, names, proposed)
        attributes.concept_name, attributes.link = link.name, link.reason.value
        return Span(doc, span.start, span.end, label=span.label, kb_id=link.concept)

    def _link(
        self, surface: str, given: str, concept_type: ConceptType, names: DocumentNames, proposed: frozenset[str]
    ) -> Link:
        """Return the link of one span; a name that a pattern gives goes before the surface."""
        if given:
            link = self._linker.link(given, concept_type)
            return link if link.known else replace(link, reason=LinkReason.PATTERN)
        by_short = bool(proposed) and definition_key(surface) in proposed
        return self._linker.link(surface, concept_type, names, by_short=by_short)


def document_names(doc: Doc) -> DocumentNames:
    """Return what a doc says of its names: its abbreviations, and its text."""
    definitions: dict[str, tuple[str, str]] = {}
    for short, long in doc._.abbreviations:
        pair = short.text, long.text
        for form in pair:
            definitions.setdefault(definition_key(form), pair)
    return DocumentNames(definitions, read_words(doc).text)


def _proposed(spans: Iterable[Span], surfaces: Iterable[str], names: DocumentNames) -> frozenset[str]:
    """Return the keys of both forms of every abbreviation of which one is introduced."""
    found: set[str] = set()
    for span, surface in zip(spans, surfaces, strict=True):
        pair = names.definitions.get(definition_key(surface))
        if pair is not None and concept_attributes(span).role == Role.INTRODUCED:
            found.update(map(definition_key, pair))
    return frozenset(found)
