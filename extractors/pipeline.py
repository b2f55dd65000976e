"""The pipeline: which components, in which order, and from a document to its extraction."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, register_attributes
from extractors.documents import Document
from extractors.mentions import Extraction, Mention
from extractors.tokens import create_tokenizer
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary

register_attributes()

# Factory name and the module that registers it, in the order of the pipeline.
COMPONENTS = (
    ("abstract_sentences", "extractors.sentences"),
    ("abbreviations", "extractors.abbreviations"),
    ("concept_gazetteer", "extractors.gazetteer"),
    ("hardware_patterns", "extractors.patterns"),
    ("phrase_patterns", "extractors.phrases"),
    ("proposal_patterns", "extractors.proposals"),
    ("concept_resolver", "extractors.resolver"),
    ("concept_linker", "extractors.linking"),
    ("concept_roles", "extractors.roles"),
    ("numeric_results", "extractors.results"),
)


# spaCy's default limit guards the memory of neural components; rules need none to speak of.
MAX_CHARS = 1 << 30


@runtime_checkable
class UsesVocabulary(Protocol):
    """A component that looks names up."""

    def use(self, vocabulary: Vocabulary) -> None:
        """Take another vocabulary from now on."""


def build_pipeline(vocabulary: Vocabulary | None = None) -> Language:
    """Return the pipeline of rules over a vocabulary.

    Args:
        vocabulary: Known concepts; those that come with the package when None.
    """
    nlp = spacy.blank("en")
    nlp.max_length = MAX_CHARS
    nlp.tokenizer = create_tokenizer(nlp)
    for name, module in COMPONENTS:
        importlib.import_module(module)
        component = nlp.add_pipe(name)
        if vocabulary is not None and isinstance(component, UsesVocabulary):
            component.use(vocabulary)
    return nlp


def extract_document(nlp: Language, document: Document) -> Extraction:
    """Return the mentions and results of one document."""
    doc = nlp.make_doc(document.text)
    doc._.title_end = len(document.title)
    return _extraction(document, nlp(doc))


def extract_documents(nlp: Language, documents: Iterable[Document]) -> Iterator[Extraction]:
    """Yield the extraction of every document, in the order given."""
    for document in documents:
        yield extract_document(nlp, document)


def _extraction(document: Document, doc: Doc) -> Extraction:
    text = document.text
    mentions = tuple(_mention(span, text) for span in doc.spans.get(CONCEPTS, ()))
    return Extraction(document, mentions, tuple(doc._.results))


def _mention(span: Span, text: str) -> Mention:
    start, end, attributes = span.start_char, span.end_char, span._
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        type=ConceptType(span.label_),
        concept=span.kb_id_,
        name=attributes.concept_name,
        role=Role(attributes.role or Role.USED),
        confidence=round(attributes.confidence, 3),
        extractor=attributes.extractor,
    )
