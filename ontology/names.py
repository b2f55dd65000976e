"""Names of concepts: their normal form, and the identifier made from it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ontology.terms import ConceptType

# Dashes, slashes and underscores are blanks, quotes nothing.
_DASHES, _QUOTES = "-_/\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "\"'`\u2018\u2019\u201c\u201d"
_MARKS = str.maketrans(_DASHES, " " * len(_DASHES), _QUOTES)
# Plurals in "es" whose singular ends in a sibilant; of the words in "ses" and "zes" most only lose the "s" (databases,
# responses, sizes).
_SIBILANT_PLURAL = re.compile(r"(?:ss|zz|x|[cs]h|[^aeo]us|ia)es$|iases$")
# Words that end in "s" without being plurals, and would otherwise lose it.
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics")
_SINGULAR_WORDS = {
    *("alias", "atlas", "bias", "canvas", "chaos", "cosmos", "ethos", "gas", "ios", "keras", "lens", "macos", "news"),
    *("pandas", "pathos", "ros", "series", "sms", "species"),
}
_IRREGULAR_PLURALS = {
    "analyses": "analysis",
    "axes": "axis",
    "caches": "cache",
    "characteristics": "characteristic",
    "corpora": "corpus",
    "critics": "critic",
    "fabrics": "fabric",
    "heuristics": "heuristic",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "matrices": "matrix",
    "menus": "menu",
    "metrics": "metric",
    "movies": "movie",
    "niches": "niche",
    "syntheses": "synthesis",
    "topics": "topic",
    "vertices": "vertex",
}
_ACRONYM_PLURALS = frozenset(
    ("gpus", "cpus", "tpus", "npus", "dpus", "mcus", "mlus", "lpus", "ipus", "vpus", "relus", "apis", "guis")
)
# "LMs", "FPGAs", "A100s": a small s after capitals or digits is a plural, whatever the letters before it; a capital S
# after a digit is part of the name (L40S).
_CASED_PLURAL = re.compile(r"(?:[A-Z]{2}|\d)s$")
_CASED_SINGULAR = re.compile(r"\dS$")
_MIN_PLURAL_LENGTH = 4


def normalise_name(name: str) -> str:
    """Return a name for exact comparison: NFKC, case folded, every dash, slash, underscore and blank one blank.

    No other character is dropped: "C++" and "C", "A*" and "A" stay apart.

    >>> normalise_name("Swin-Transformer  V2")
    'swin transformer v2'
    """
    return " ".join(_words(name))


def _words(name: str) -> list[str]:
    """Return the normalised words of a name."""
    text = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
    return text.translate(_MARKS).split()


def singular(word: str) -> str:
    """Return the singular of one case-folded English noun; a word of unsure number comes back as it is.

    >>> [singular(w) for w in ("networks", "strategies", "losses", "gans", "analysis", "gpus", "alexnet")]
    ['network', 'strategy', 'loss', 'gan', 'analysis', 'gpu', 'alexnet']
    """
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if len(word) < _MIN_PLURAL_LENGTH or not word.endswith("s") or word in _SINGULAR_WORDS:
        return word
    if word.endswith("ies") and len(word) > _MIN_PLURAL_LENGTH:
        return word[:-3] + "y"
    if _SIBILANT_PLURAL.search(word):
        return word[:-2]
    if word.endswith(_SINGULAR_ENDINGS) and word not in _ACRONYM_PLURALS:
        return word
    return word[:-1]


@lru_cache(maxsize=2**16)
def name_key(name: str) -> str:
    """Return the key under which spelling variants of one name meet: normal form with a singular last word.

    >>> name_key("Convolutional Neural-Networks") == name_key("convolutional neural network")
    True
    >>> name_key("VLAs"), name_key("KV caches"), name_key("L40S")
    ('vla', 'kv cache', 'l40s')
    """
    words = _words(name)
    if not words:
        return ""
    written = name.rstrip()
    if written.endswith("s") and _CASED_PLURAL.search(written):
        words[-1] = words[-1][:-1]
    elif not (written.endswith("S") and _CASED_SINGULAR.search(written)):
        words[-1] = singular(words[-1])
    return " ".join(words)


def concept_id(concept_type: ConceptType, name: str) -> str:
    """Return the identifier of the concept that a name denotes, e.g. ``method:mamba``.

    >>> concept_id(ConceptType.DATASET, "CIFAR 10")
    'dataset:cifar-10'
    """
    return f"{concept_type.value.lower()}:{name_key(name).replace(' ', '-')}"
