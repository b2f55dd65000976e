"""The known names of texts, found as the pipeline finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import spacy

from extractors.gazetteer import Gazetteer
from extractors.known_names import KnownName
from extractors.tokens import create_tokenizer
from ontology.vocabulary import load_vocabulary

NameFinder = Callable[[str], Iterable[KnownName]]


def vocabulary_names() -> NameFinder:
    """Return a function that finds start, end and type of the names of the vocabulary in a text."""
    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    gazetteer = Gazetteer(load_vocabulary())
    return lambda text: gazetteer.names(nlp.make_doc(text))
