"""Concepts that no vocabulary has: noun phrases with a telling head, and words written like names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.lexicon import head_weights, name_weights, word_list
from extractors.tokens import Words, read_words, singular_form
from ontology.terms import ConceptType

register_attributes()

EXTRACTOR = "phrase_patterns@1.0"
MAX_MODIFIERS = 5
_MIN_CONFIDENCE = 0.2
_NAME = re.compile(r"[A-Z]{2,}s?|\w*[a-z0-9][A-Z]\w*|[A-Z]{2,}[a-z]\w*|[A-Z]\w*\d\w*")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_NUMBER = re.compile(r"v?\d+(?:\.\d+)*[A-Za-z]?|\d+[BMK]")
_NAME_PART = re.compile(r"[A-Za-z0-9.]+")


@Language.factory("phrase_patterns", assigns=["doc._.candidates"], requires=["token.is_sent_start"])
def create_phrase_patterns(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds noun phrases and names by their form."""
    return find_phrases


def find_phrases(doc: Doc) -> Doc:
    """Add a candidate for every noun phrase with a telling head and for every word written like a name."""
    words = read_words(doc)
    add_candidates(doc, [*_phrase_candidates(doc, words), *_name_candidates(doc)])
    return doc


def _phrase_candidates(doc: Doc, words: Words) -> Iterator[Candidate]:
    weights = head_weights()
    for first, last in noun_phrases(doc, words):
        bucket = min(last - first, 2)
        best = weights.get((singular_form(words.forms[last]), bucket))
        if best is not None and best[1] >= _MIN_CONFIDENCE:
            yield Candidate(words.tokens[first], words.tokens[last] + 1, best[0], best[1], EXTRACTOR)


def noun_phrases(doc: Doc, words: Words) -> Iterator[tuple[int, int]]:
    """Yield first and last word of every phrase that ends in a word of the head list, with its modifiers.

    The left end is the first word that cannot modify; a compound with hyphens is never cut.
    """
    heads, boundaries = word_list("heads"), word_list("boundaries")
    forms = words.forms
    for last, form in enumerate(forms):
        if singular_form(form) not in heads or _is_glued(doc, words, last + 1):
            continue
        first = last
        while first > 0 and last - first < MAX_MODIFIERS and _modifies(doc, words, first - 1, boundaries):
            first -= 1
        while first < last and _is_glued(doc, words, first):
            first += 1
        if not _is_glued(doc, words, first):
            yield first, last


def _modifies(doc: Doc, words: Words, index: int, boundaries: frozenset[str]) -> bool:
    form = words.forms[index]
    if form in boundaries or not form[0].isalnum() or form.endswith("ly"):
        return False
    if doc[words.tokens[index]].whitespace_ or words.tokens[index + 1] > words.tokens[index] + 1:
        return not (form.isdigit() and words.tokens[index + 1] == words.tokens[index] + 1)
    return False


def _is_glued(doc: Doc, words: Words, index: int) -> bool:
    """Return whether a hyphen joins a word to the one before it."""
    return (
        0 < index < len(words.tokens)
        and words.tokens[index] == words.tokens[index - 1] + 2
        and not (doc[words.tokens[index - 1]].whitespace_)
    )


def _name_candidates(doc: Doc) -> Iterator[Candidate]:
    weights = name_weights()
    for start, end, shape in name_runs(doc):
        best = weights.get((shape, name_context(doc, start, end)))
        if best is not None and best[1] >= _MIN_CONFIDENCE:
            yield Candidate(start, end, best[0], best[1], EXTRACTOR)


def name_runs(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield start token, end token and shape of every run of words written like a name.

    The shape is ``name`` where a word has inner capitals or digits, else ``capitals`` or ``capitalised``.
    """
    position = 0
    while position < len(doc):
        shape = _shape(doc, position)
        if not shape:
            position += 1
            continue
        end = position + 1
        while (step := _continuation(doc, end)) > 0:
            end += step
            shape = min(shape, _shape(doc, end - 1) or shape, key=_SHAPES.index)
        yield position, end, shape
        position = end


_SHAPES = ("name", "capitals", "capitalised")


def _shape(doc: Doc, index: int) -> str:
    text = doc[index].text
    if not text[0].isalpha():
        return ""
    if text.isupper() and len(text) > 1:
        return "capitals"
    if _NAME.fullmatch(text):
        return "name"
    is_free = _CAPITALISED.fullmatch(text) and len(text) > 2 and not doc[index].is_sent_start
    return "capitalised" if is_free and doc[index].idx > doc._.title_end and doc[index - 1].text not in _OPENERS else ""


_OPENERS = frozenset('.!?:\n("“')


def _continuation(doc: Doc, end: int) -> int:
    """Return how many tokens more belong to the name that ends at `end`: 0, 1 or, over a hyphen, 2."""
    if end >= len(doc):
        return 0
    previous, token = doc[end - 1], doc[end]
    if previous.whitespace_:
        return 1 if _shape(doc, end) or (_NUMBER.fullmatch(token.text) and token.text[-1] not in "%") else 0
    if token.text == "-" and not token.whitespace_ and end + 1 < len(doc):
        following = doc[end + 1].text
        return 2 if _NAME_PART.fullmatch(following) and (_shape(doc, end + 1) or _NUMBER.fullmatch(following)) else 0
    return 0


def name_context(doc: Doc, start: int, end: int) -> str:
    """Return what the words around a name say of its type: a type, or empty."""
    following = singular_form(doc[end].text.casefold()) if end < len(doc) else ""
    for concept_type in (ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE, ConceptType.TASK):
        if following in word_list(f"{concept_type.lower()}_heads"):
            return concept_type.value
    before = doc[start - 1].text.casefold() if start else ""
    if before == "on":
        return "on"
    return "model" if following in word_list("method_heads") else ""
