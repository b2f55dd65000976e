"""Names of concepts: their normal form, and the identifier made from it."""

from __future__ import annotations

import re
import unicodedata

from ontology.terms import ConceptType

_DASHES = re.compile(r"[\s\-_/\u00ad\u2010-\u2015\u2212]+")
_QUOTES = re.compile(r"[\"'`\u2018\u2019\u201c\u201d]")
_SIBILANT_PLURAL = re.compile(r"(?:[sxz]|[cs]h)es$")
# Words that end in "s" without being plurals, and would otherwise lose it.
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics", "as", "os")
_MIN_PLURAL_LENGTH = 4


def normalise_name(name: str) -> str:
    """Return a name for exact comparison: NFKC, case folded, every dash, slash, underscore and blank one blank.

    No other character is dropped: "C++" and "C", "A*" and "A" stay apart.

    >>> normalise_name("Swin-Transformer  V2")
    'swin transformer v2'
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return _DASHES.sub(" ", _QUOTES.sub("", text)).strip()


def singular(word: str) -> str:
    """Return the singular of one case-folded English noun; a word of unsure number comes back as it is.

    >>> [singular(w) for w in ("networks", "strategies", "losses", "gans", "analysis", "gpus", "alexnet")]
    ['network', 'strategy', 'loss', 'gan', 'analysis', 'gpu', 'alexnet']
    """
    if len(word) < _MIN_PLURAL_LENGTH or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > _MIN_PLURAL_LENGTH:
        return word[:-3] + "y"
    if _SIBILANT_PLURAL.search(word):
        return word[:-2]
    if word.endswith(_SINGULAR_ENDINGS) and word not in _ACRONYM_PLURALS:
        return word
    return word[:-1]


_ACRONYM_PLURALS = frozenset({"gpus", "cpus", "tpus", "npus", "dpus", "mcus", "lpus", "ipus", "vpus"})


def name_key(name: str) -> str:
    """Return the key under which spelling variants of one name meet: normal form with a singular last word.

    >>> name_key("Convolutional Neural-Networks") == name_key("convolutional neural network")
    True
    """
    words = normalise_name(name).split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def concept_id(concept_type: ConceptType, name: str) -> str:
    """Return the identifier of the concept that a name denotes, e.g. ``method:mamba``.

    >>> concept_id(ConceptType.DATASET, "CIFAR 10")
    'dataset:cifar-10'
    """
    return f"{concept_type.value.lower()}:{name_key(name).replace(' ', '-')}"
