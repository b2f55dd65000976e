"""British spellings in their American form, word by word."""

from __future__ import annotations

import re
from functools import lru_cache

# "-ise" is "-ize" but for these, of which many words end in one ("denoise", "pairwise", "unsupervised", "enterprise").
_ISE = re.compile(r"^(.{3,})is(e|es|ed|er|ers|ing|ation|ations|able)$")
_ISE_STEMS = ("no", "ra", "rev", "v", "w", "pr", "c", "gu", "u", "tret", "ar", "exert")
_ISE_WORDS = frozenset(
    ["premis", "promis", "compromis", "demis", "expertis", "treatis", "paradis", "merchandis", "franchis", "adis"]
)
_SUMMARISE = re.compile(r"(?:summ|pol|regul|popul|familiar|vulgar|modul|singul|granul|line|secul|famili|particul)ar$")
_OUR = re.compile(r"(behavi|col|neighb|fav|lab|flav|hum|rum|vap|tum|arm|hon|harb|endeav|vig|od|rig|sav|splend)our")
_DOUBLE_L = re.compile(
    r"(model|label|travel|signal|channel|cancel|level|tunnel|fuel|dial|total|panel|equal|marshal)l(?=ing|ed|er)"
)
_RE = re.compile(r"(cent|met|fib|lit|theat|calib|spect|sab|meag|lust)re(s|d)?$")
_YSE = re.compile(r"(anal|catal|paral|hydrol|electrol)ys(e|es|ed|er|ers|ing)$")
_LOGUE = re.compile(r"(dia|cata|ana|epi|pro|mono)logue")
_DIGRAPHS = re.compile(
    r"(?<=p)ae(?=di|do)|(?<=h)ae(?=m|ol)|(?<=an)ae(?=s|m)|(?<=leuk)ae(?=m)|(?<=isch)ae(?=m)|^oe(?=dem|soph|str)"
)
# What a word must hold, which is cheap to see, before its regular expression is tried.
_CHANGES = (
    ("our", _OUR, r"\1or"),
    ("ll", _DOUBLE_L, r"\1"),
    ("re", _RE, r"\1er\2"),
    ("logue", _LOGUE, r"\1log"),
    ("ys", _YSE, r"\1yz\2"),
    ("ae", _DIGRAPHS, "e"),
    ("oe", _DIGRAPHS, "e"),
)
_WORDS = {
    "ageing": "aging",
    "aluminium": "aluminum",
    "artefact": "artifact",
    "cheque": "check",
    "defence": "defense",
    "grey": "gray",
    "greyscale": "grayscale",
    "judgement": "judgment",
    "licence": "license",
    "mould": "mold",
    "offence": "offense",
    "programme": "program",
    "sceptical": "skeptical",
    "sulphur": "sulfur",
    "tyre": "tire",
}


@lru_cache(maxsize=1 << 15)
def american(word: str) -> str:
    """Return the American spelling of one case-folded English word.

    >>> [american(w) for w in ("quantisation", "modelling", "behavioural", "denoised", "centre", "optimiser")]
    ['quantization', 'modeling', 'behavioral', 'denoised', 'center', 'optimizer']
    """
    if word in _WORDS:
        return _WORDS[word]
    match = _ISE.match(word)
    if match and _is_ize(match.group(1)):
        return f"{match.group(1)}iz{match.group(2)}"
    for part, regex, form in _CHANGES:
        if part in word:
            word = regex.sub(form, word)
    return word


def _is_ize(stem: str) -> bool:
    """Return whether what stands before "-ise" takes "-ize": not "no-ise", "pa-irw-ise", "superv-ise"."""
    if stem + "is" in _ISE_WORDS:
        return False
    return bool(_SUMMARISE.search(stem)) or not stem.endswith(_ISE_STEMS)
