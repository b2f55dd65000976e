"""Concepts that no vocabulary has: noun phrases with a telling head, and words written like names."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.lexicon import head_weights, modifier_weights, name_weights, word_list
from extractors.tokens import Words, read_words, singular_form, word_form
from ontology.terms import ConceptType

register_attributes()

EXTRACTOR = "phrase_patterns@1.0"
MAX_MODIFIERS = 5
_MIN_CONFIDENCE = 0.25
# Log odds of a logistic regression over 40,482 phrases of 2,124 annotated abstracts, cross-validated by document; they
# lift the best F1 of the phrases alone from 0.62 to 0.67.
_INTERCEPT = 0.3
_MODIFIER = 3.5
_UNSEEN = 0.75
_TWICE, _THRICE = 0.67, 0.25
_DEFINES = 0.58
_AFTER_PREPOSITION = 0.25
_CAPITALS = 0.32
_PREPOSITIONS = frozenset(["by", "for", "in", "of", "on", "through", "using", "via", "with"])
_NAME = re.compile(r"[A-Z]{2,}s?|\w*[a-z0-9][A-Z]\w*|[A-Z]{2,}[a-z]\w*|[A-Z]\w*\d\w*")
_CAPITALISED = re.compile(r"[A-Z][a-z]+")
_NUMBER = re.compile(r"v?\d+(?:\.\d+)*[A-Za-z]?|\d+[BMK]")
_SHAPES = ("name", "capitals", "capitalised")
_OPENERS = frozenset('.!?:\n("“')


@Language.factory("phrase_patterns", assigns=["doc._.candidates"], requires=["token.is_sent_start"])
def create_phrase_patterns(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds noun phrases and names by their form."""
    return find_phrases


def find_phrases(doc: Doc) -> Doc:
    """Add a candidate for every noun phrase with a telling head and for every word written like a name."""
    words = read_words(doc)
    add_candidates(doc, [*_phrase_candidates(words), *_name_candidates(words, _free_tokens(doc, words))])
    return doc


def _phrase_candidates(words: Words) -> Iterator[Candidate]:
    phrases = list(noun_phrases(words))
    keys = [(*words.forms[first:last], singular_form(words.forms[last])) for first, last in phrases]
    counts, weights = Counter(keys), head_weights()
    for (first, last), key in zip(phrases, keys, strict=True):
        best = weights.get((key[-1], min(last - first, 2)))
        if best is not None:
            concept_type, weight = best
            confidence = _confidence(weight, _evidence(words, first, last) + _repetition(counts[key]))
            if confidence >= _MIN_CONFIDENCE:
                yield Candidate(words.tokens[first], words.tokens[last] + 1, concept_type, confidence, EXTRACTOR)


def _confidence(weight: float, evidence: float) -> float:
    """Return a share moved by evidence in log odds."""
    return 1 / (1 + math.exp(-math.log(weight / (1 - weight)) - evidence))


def _repetition(count: int) -> float:
    """Return what it says of a phrase that a document has it more than once, in log odds."""
    return _TWICE * (count > 1) + _THRICE * (count > 2)


def _evidence(words: Words, first: int, last: int) -> float:
    """Return what a phrase's modifiers and neighbours say for its being a concept, in log odds."""
    rates, forms = modifier_weights(), words.forms
    evidence = _INTERCEPT
    if first < last:
        evidence += _MODIFIER * math.log(min(rates.get(form, _UNSEEN) for form in forms[first:last]))
    if last + 1 < len(forms) and forms[last + 1] == "(":
        evidence += _DEFINES
    if first and forms[first - 1] in _PREPOSITIONS:
        evidence += _AFTER_PREPOSITION
    if words.texts[words.tokens[first]][0].isupper() and words.texts[words.tokens[last]][0].isupper():
        evidence += _CAPITALS
    return evidence


def noun_phrases(words: Words) -> Iterator[tuple[int, int]]:
    """Yield first and last word of every phrase that ends in a word of the head list, with its modifiers.

    The left end is the first word that cannot modify; a compound with hyphens is never cut.
    """
    heads, boundaries = word_list("heads"), word_list("boundaries")
    for last, form in enumerate(words.forms):
        if singular_form(form) not in heads or _is_compound(words, last + 1):
            continue
        first = last
        while first > 0 and last - first < MAX_MODIFIERS and _modifies(words, first - 1, boundaries):
            first -= 1
        while first < last and _is_compound(words, first):
            first += 1
        if not _is_compound(words, first):
            yield first, last


def _modifies(words: Words, index: int, boundaries: frozenset[str]) -> bool:
    """Return whether a word can modify the next one: they are neighbours, and the word is no boundary."""
    form = words.forms[index]
    if form in boundaries or not form[0].isalnum() or form.endswith("ly"):
        return False
    if _is_compound(words, index + 1):
        return True
    token = words.tokens[index]
    return words.tokens[index + 1] == token + 1 and words.spaces[token] == 1 and not form.isdigit()


def _is_compound(words: Words, index: int) -> bool:
    """Return whether a hyphen joins a word to the one before it."""
    return 0 < index < len(words.tokens) and words.tokens[index] == words.tokens[index - 1] + 2


def _name_candidates(words: Words, free: frozenset[int]) -> Iterator[Candidate]:
    weights = name_weights()
    for start, end, shape in name_runs(words, free):
        best = weights.get((shape, name_context(words, start, end)))
        if best is not None and best[1] >= _MIN_CONFIDENCE:
            yield Candidate(start, end, best[0], best[1], EXTRACTOR)


def _free_tokens(doc: Doc, words: Words) -> frozenset[int]:
    """Return the tokens whose first capital means something: not in the title, not after a mark that asks for one."""
    begin = bisect_left(words.offsets, doc._.title_end + 1)
    return frozenset(i for i in range(begin + 1, len(words.texts)) if words.texts[i - 1] not in _OPENERS)


def name_runs(words: Words, free: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Yield start token, end token and shape of every run of words written like a name.

    The shape is ``numbered`` for a name of several parts that ends in a digit, ``name`` where a word has inner capitals
    or digits, else ``capitals`` or ``capitalised``.

    Args:
        words: The words of a doc.
        free: Tokens whose first capital means something.
    """
    shapes = [_word_shape(text) for text in words.texts]
    shapes = ["" if s == "capitalised" and i not in free else s for i, s in enumerate(shapes)]
    end = 0
    for start, shape in enumerate(shapes):
        if not shape or start < end:
            continue
        end = start + 1
        while (step := _continuation(words, end, shapes)) > 0:
            end += step
        is_numbered = end - start > 1 and words.texts[end - 1][-1].isdigit()
        yield start, end, "numbered" if is_numbered else min(filter(None, shapes[start:end]), key=_SHAPES.index)


@lru_cache(maxsize=1 << 16)
def _word_shape(text: str) -> str:
    if not text[0].isalpha() or text.islower():
        return ""
    if text.isupper() and len(text) > 1:
        return "capitals"
    if _NAME.fullmatch(text):
        return "name"
    return "capitalised" if len(text) > 2 and _CAPITALISED.fullmatch(text) else ""


def _continuation(words: Words, end: int, shapes: list[str]) -> int:
    """Return how many tokens more belong to the name that ends at `end`: 0, 1 or, over a hyphen, 2."""
    texts, spaces = words.texts, words.spaces
    if end >= len(texts):
        return 0
    if spaces[end - 1]:
        return 1 if shapes[end] or _NUMBER.fullmatch(texts[end]) else 0
    if texts[end] == "-" and not spaces[end] and end + 1 < len(texts):
        return 2 if shapes[end + 1] or _NUMBER.fullmatch(texts[end + 1]) else 0
    return 0


def name_context(words: Words, start: int, end: int) -> str:
    """Return what the words around a name say of its type: a type, ``on``, ``model``, or nothing."""
    following = singular_form(word_form(words.texts[end])) if end < len(words.texts) else ""
    for concept_type in (ConceptType.DATASET, ConceptType.METRIC, ConceptType.HARDWARE, ConceptType.TASK):
        if following in word_list(f"{concept_type.lower()}_heads"):
            return concept_type.value
    if start and words.texts[start - 1].casefold() == "on":
        return "on"
    return "model" if following in word_list("method_heads") else ""
