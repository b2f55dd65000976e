"""Last words that only say what kind of thing a name names: "BERT model", "A100 GPU", "the COCO dataset"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractors.lexicon import table
from ontology.terms import ConceptType

# A capital or a digit beyond the first letter of a word.
_SEPARATORS = re.compile(r"[\s\-_]+")
_LIKE_A_NAME = re.compile(r"[^\W\d_][^\s]*[A-Z\d]|\d")


def names_kind(word: str, concept_type: ConceptType) -> bool:
    """Return whether a word, in the singular, says what kind of thing a name of this type names."""
    return word in _kind_words(concept_type)


def may_drop(word: str, concept_type: ConceptType, name: str, *, known: str | None = None) -> bool:
    """Return whether a name means the same without its last word.

    Args:
        word: The last word, in the singular.
        concept_type: The type of the name.
        name: The whole name, letters in it written out where that is known.
        known: A label that the rest is a spelling of; None where the vocabulary has none.
    """
    after = _kind_words(concept_type).get(word)
    rest = _SEPARATORS.split(name.strip())[:-1]
    if not rest or after is None:
        return False
    if is_like_a_name(" ".join(rest)):
        return True
    if len(rest) == 1 and (known is None or known.islower()):
        return False
    return after == "any" or (known is not None and after == "known")


def is_like_a_name(text: str) -> bool:
    """Return whether a word is written like a name: a capital beyond its first letter, or a digit."""
    return _LIKE_A_NAME.search(text) is not None


@cache
def _kind_words(concept_type: ConceptType) -> Mapping[str, str]:
    return {word: after for kind, word, after in table("kind_words") if kind == concept_type}
