"""The pipeline: which components, in which order, and from a document to its extraction."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import CONCEPTS, register_attributes
from extractors.documents import Document
from extractors.mentions import Extraction, LinkReason, Mention
from extractors.profiles import DEFAULT_PROFILE, Profile
from extractors.tokens import create_tokenizer
from ontology.terms import ConceptType, Role
from ontology.vocabulary import Vocabulary

register_attributes()

# Factory name and the module that registers it, in the order of the pipeline.
COMPONENTS = {
    "abstract_sentences": "extractors.sentences",
    "abbreviations": "extractors.abbreviations",
    "concept_tagger": "extractors.tagger",
    "hardware_patterns": "extractors.patterns",
    "concept_resolver": "extractors.resolver",
    "concept_linker": "extractors.linking",
    "learned_roles": "extractors.learned_roles",
    "numeric_results": "extractors.results",
}
BATCH_SIZE = 32

# spaCy's default limit guards the memory of neural components; long texts are read in windows here.
MAX_CHARS = 1 << 30


@runtime_checkable
class UsesVocabulary(Protocol):
    """A component that looks names up."""

    def use(self, vocabulary: Vocabulary) -> None:
        """Take another vocabulary from now on."""


def build_pipeline(
    vocabulary: Vocabulary | None = None,
    *,
    profile: str = DEFAULT_PROFILE,
    min_confidence: float | None = None,
    device: str = "cpu",
) -> Language:
    """Return a pipeline over a vocabulary.

    Args:
        vocabulary: Known concepts; those that come with the package when None.
        profile: One of `extractors.profiles.Profile`.
        min_confidence: Mentions below it are dropped, in [0, 1]; what measures best when None.
        device: Of the tagger's network, ``cpu`` or ``cuda``.

    Raises:
        ValueError: There is no such profile.
    """
    config: dict[str, dict[str, object]] = {
        "concept_tagger": {"profile": Profile(profile).value, "device": device},
        "concept_resolver": {} if min_confidence is None else {"min_confidence": min_confidence},
    }
    nlp = spacy.blank("en")
    nlp.max_length = MAX_CHARS
    nlp.tokenizer = create_tokenizer(nlp)
    for name, module in COMPONENTS.items():
        importlib.import_module(module)
        component = nlp.add_pipe(name, config=config.get(name, {}))
        if vocabulary is not None and isinstance(component, UsesVocabulary):
            component.use(vocabulary)
    return nlp


def extract_document(nlp: Language, document: Document) -> Extraction:
    """Return the mentions and results of one document."""
    return _extraction(document, nlp(_doc(nlp, document)))


def extract_documents(
    nlp: Language, documents: Iterable[Document], *, batch_size: int = BATCH_SIZE
) -> Iterator[Extraction]:
    """Yield the extraction of every document, in the order given.

    Args:
        nlp: From `build_pipeline`.
        documents: Are read as extractions are asked for, a batch ahead.
        batch_size: Documents that a tagger reads at once; the extractions do not depend on it.
    """
    pairs = ((_doc(nlp, document), document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield _extraction(document, doc)


def component_seconds(nlp: Language, documents: Iterable[Document]) -> tuple[dict[str, float], int]:
    """Return the seconds of the processor that each component takes, and how many mentions they find.

    The documents go through the pipeline component by component, all through one before the next.

    Returns:
        Seconds by name of component, ``tokenizer`` first and ``records`` last, and the number of mentions.
    """
    begin = time.process_time()
    papers = list(documents)
    docs = [_doc(nlp, document) for document in papers]
    seconds = {"tokenizer": time.process_time() - begin}
    for name, component in nlp.pipeline:
        begin = time.process_time()
        piped = component.pipe(docs, batch_size=BATCH_SIZE) if hasattr(component, "pipe") else map(component, docs)
        docs = list(piped)
        seconds[name] = time.process_time() - begin
    begin = time.process_time()
    extractions = [_extraction(document, doc) for document, doc in zip(papers, docs, strict=True)]
    seconds["records"] = time.process_time() - begin
    return seconds, sum(len(extraction.mentions) for extraction in extractions)


def _doc(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    doc._.title_end = len(document.title)
    return doc


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
        link=LinkReason(attributes.link or LinkReason.UNKNOWN),
    )
