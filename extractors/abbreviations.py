"""Abbreviations that a text defines, with their long forms."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.attributes import register_attributes
from extractors.definitions import abbreviation_ranges
from extractors.documents import Document
from extractors.identity import DocumentNames, definition_key
from extractors.sentences import sentence_starts
from extractors.tokens import read_words

register_attributes()


@Language.factory("abbreviations", assigns=["doc._.abbreviations"], requires=["token.is_sent_start"])
def create_abbreviations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that sets ``Doc._.abbreviations``, pairs of short and long span in text order."""
    return set_abbreviations


def set_abbreviations(doc: Doc) -> Doc:
    """Find every short form that the doc defines; of two definitions of one short form the first counts."""
    pairs: dict[str, tuple[Span, Span]] = {}
    words = read_words(doc)
    starts = list(sentence_starts(words.text, title_end=doc._.title_end))
    for short, long in abbreviation_ranges(words.text, starts):
        short_tokens, long_tokens = words.token_range(*short), words.token_range(*long)
        if short_tokens is not None and long_tokens is not None:
            pair = doc[slice(*short_tokens)], doc[slice(*long_tokens)]
            pairs.setdefault(words.text[slice(*short)], pair)
    doc._.abbreviations = tuple(pairs.values())
    return doc


def names_in(document: Document) -> DocumentNames:
    """Return what a document says of its names, without a pipeline."""
    text = document.text
    definitions: dict[str, tuple[str, str]] = {}
    for short, long in abbreviation_ranges(text, list(sentence_starts(text, title_end=len(document.title)))):
        pair = text[slice(*short)], text[slice(*long)]
        for form in pair:
            definitions.setdefault(definition_key(form), pair)
    return DocumentNames(definitions, text)
