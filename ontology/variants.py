"""Spelling variants: the words of a name in one form, so that two ways to write one name are equal.

Only what never tells two concepts apart is levelled: case, accents, hyphens, number, British and American spelling,
possessives, articles, the order of "X of Y". Digits, sizes, versions and the marks ``+``, ``*``, ``@``, ``#`` stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from ontology.names import singular
from ontology.spelling import american
from ontology.terms import ConceptType

Words = tuple[str, ...]

_TEX_STYLE = re.compile(r"\\(?:text|math|bm|boldsymbol|emph|rm|it|bf|sf|tt|cal|operatorname)\w*\s*")
_DIGIT = re.compile(r"\d")
_TEX_ACCENT = re.compile(r"\\[\"'`^~=.](?=\{?[A-Za-z])")
_BRACES = re.compile(r"[{}]")
_YEAR_MARK = re.compile(r"['’](?=\d\d\b)")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’]s\b|(?<=s)['’](?=\s|$)")
_QUOTES = re.compile(r"[\"'`‘’“”]")
# "CNNs", "A100s", "T4s": a small s after capitals, or after a capital and digits.
_PLURAL = re.compile(r"(?<=[A-Z]{2})s\b|(?<=[A-Z]\d)s\b|(?<=[A-Z]\d\d)s\b|(?<=[A-Z]\d{3})s\b")
# "YOLOv5", "DeepSeekV3": the version is the number.
_VERSION = re.compile(r"(?<=[A-Z])v(?=\d)|(?<=[a-z])V(?=\d)")
# Letters; a number with decimals and one letter, as in "3D", "7B", "11m"; a mark that counts.
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*(?:[^\W\d_](?![^\W_]))?|[+*@#]+")
_MARKS = re.compile(r"[+*@#]")
_LETTERS_NUMBER = re.compile(
    r"(?:(?<=^[^\W\d_])|(?<=-[^\W\d_])|(?<=^[^\W\d_]{2})|(?<=-[^\W\d_]{2}))-(?=\d)"  # one or two letters before
)
_MARK_JOIN = re.compile(r"-?[@#]-?|-(?=[+*])")
_GREEK = {
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta"},
    **{"θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho"},
    **{"σ": "sigma", "τ": "tau", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega"},
    **{"Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega"},
    **{"ł": "l", "ø": "o", "đ": "d", "Ł": "L", "Ø": "O", "ß": "ss", "×": "x", "∞": "infinity"},
}
_OTHER_LETTERS = re.compile(f"[{''.join(_GREEK)}]")
# Sizes of models and devices, written after the name.
SIZES = frozenset(["base", "huge", "large", "medium", "micro", "mini", "nano", "small", "tiny", "xl", "xs", "xxl"])
_DROPPED = frozenset(["a", "an", "the", "and", "to"])
# Words that an abbreviation leaves out.
SMALL_WORDS = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "via", "with"])
_YEAR = re.compile(r"20[0-2]\d")
# Types whose names end in the year of an edition, often cut to two digits.
_DATED = (ConceptType.DATASET, ConceptType.TASK)
_BIT_FORMS = {"floating point": "fp", "float": "fp", "integer": "int", "floating": "fp"}
_MAX_PHRASE = 3
# Before another word: "two-stage", "zero-shot"; not in "Pi Zero 2".
_NUMBER_WORDS = {
    **{"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"},
    **{"seven": "7", "eight": "8", "nine": "9", "ten": "10"},
}
# Prefixes that some write as a word of their own; others ("multi", "nano") may be words that narrow a name.
_PREFIXES = frozenset(
    ("anti", "auto", "bi", "co", "hyper", "inter", "intra", "meta", "non", "over", "post", "pre", "re", "self", "semi")
) | frozenset(("sub", "super", "un", "under"))


def variant_words(name: str, concept_type: ConceptType | None = None) -> Words:
    """Return the words of a name in the form in which its spelling variants are equal, in the order as written.

    Args:
        name: As a text or vocabulary has it.
        concept_type: Names of datasets and tasks may cut a year to two digits.

    >>> variant_words("$k$-Nearest Neighbours'"), variant_words("WMT'14"), variant_words("GPT-4o")
    (('k', 'nearest', 'neighbor'), ('wmt', '14'), ('gpt', '4o'))
    """
    return _variant_words(name, concept_type in _DATED)


@lru_cache(maxsize=1 << 16)
def _variant_words(name: str, dated: bool) -> Words:
    words = _spelled(_tokens(name))
    return _numbers(words, dated=dated) if len(words) > 1 and _DIGIT.search(name) is not None else words


def id_part(words: Words) -> str:
    """Return words as a part of an identifier, joined by hyphens.

    There is none before a mark and after ``@``, nor between one or two letters and a number.

    >>> id_part(("c", "++", "compiler")), id_part(("pass", "@", "1")), id_part(("gpt", "3")), id_part(("f", "1"))
    ('c++-compiler', 'pass@1', 'gpt-3', 'f1')
    """
    text = "-".join(words)
    if _DIGIT.search(text) is not None:
        text = _LETTERS_NUMBER.sub("", text)
    return _MARK_JOIN.sub(lambda match: match.group().strip("-"), text) if _MARKS.search(text) else text


def text_words(text: str) -> Words:
    """Return the words of a whole text in the same form; numbers stay as they are."""
    return _spelled(_tokens(text))


def variant_key(words: Words) -> str:
    """Return the key under which names with these words meet, whatever is written as one word or as two.

    >>> variant_key(("pre", "training")), variant_key(("rate", "of", "convergence")), variant_key(("multipl", "e"))
    ('pretraining', 'convergencerate', 'multipl e')
    """
    return joined(without_of(words))


def joined(words: Words) -> str:
    """Return words without blanks, but between two numbers and before a last single letter."""
    text = "".join(words)
    if text.isalpha() and len(words[-1]) > 1:
        return text
    text = words[0] if words else ""
    for index in range(1, len(words)):
        word = words[index]
        is_number = word[0].isdigit() and text[-1].isdigit()
        is_letter = len(word) == 1 and index == len(words) - 1 and text[-1].isalpha() and word.isalpha()
        text += f" {word}" if is_number or is_letter else word
    return text


def without_of(words: Words) -> Words:
    """Return "Y X" for "X of Y"; other words as they are.

    >>> without_of(("number", "of", "trainable", "parameter"))
    ('trainable', 'parameter', 'number')
    """
    if words.count("of") != 1:
        return words
    at = words.index("of")
    return words[at + 1 :] + words[:at] if 0 < at < len(words) - 1 else words


def counting_parts(words: Words) -> Words:
    """Return the numbers and the marks ``+`` and ``*`` among words, which always tell two concepts apart.

    >>> counting_parts(("deeplab", "3", "+"))
    ('3', '+')
    """
    return tuple(word for word in words if word[0].isdigit() or word[0] in "+*")


def _tokens(name: str) -> list[str]:
    """Return letters, numbers and marks of a name, with the case that they have."""
    if not name.isascii():
        name = _OTHER_LETTERS.sub(lambda match: _GREEK[match.group()], unicodedata.normalize("NFKC", name))
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if "\\" in name:
        name = _TEX_ACCENT.sub("", name)
    if "{" in name:
        name = _BRACES.sub("", _TEX_STYLE.sub("", name))
    if "'" in name or "’" in name:
        name = _QUOTES.sub("", _POSSESSIVE.sub("", _YEAR_MARK.sub(" ", name)))
    if not name.islower():
        name = _VERSION.sub(" ", _PLURAL.sub("", name))
    return _TOKEN.findall(name)


def _spelled(tokens: list[str]) -> Words:
    words = [_word(token) for token in tokens]
    if _special().isdisjoint(words):
        return tuple(words)
    if len(words) > 1:
        words = [w for w, t in zip(words, tokens, strict=True) if not (w in _DROPPED and t.islower())] or words
    if not _NUMBER_WORDS.keys().isdisjoint(words):
        pairs = zip(words, [*words[1:], ""], strict=True)
        words = [_NUMBER_WORDS.get(word, word) if following.isalpha() else word for word, following in pairs]
    return _with_phrases(tuple(_with_prefixes(words)))


def _with_prefixes(words: list[str]) -> list[str]:
    if _PREFIXES.isdisjoint(words):
        return words
    found: list[str] = []
    for word in words:
        if found and found[-1] in _PREFIXES and len(word) > 2 and word.isalpha():
            found[-1] += word
        else:
            found.append(word)
    return found


@lru_cache(maxsize=1 << 15)
def _word(token: str) -> str:
    """Return one word in the singular and in American spelling; numbers lose commas and a last ".0"."""
    if token[0].isdigit():
        return token.casefold().replace(",", "").removesuffix(".0")
    return american(singular(token.casefold()))


def _with_phrases(words: Words) -> Words:
    phrases, firsts = _phrases()
    if firsts.isdisjoint(words):
        return words
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_MAX_PHRASE, len(words) - at), 0, -1):
            form = phrases.get(words[at : at + length]) if words[at] in firsts else None
            if form is not None:
                found.extend(form)
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return tuple(found)


@cache
def _special() -> frozenset[str]:
    """Return the words of which one must be in a name that is to be changed any further."""
    return _phrases()[1] | _DROPPED | _NUMBER_WORDS.keys() | _PREFIXES


@cache
def _phrases() -> tuple[Mapping[Words, Words], frozenset[str]]:
    """Return the table of word forms, and the first words of its phrases."""
    text = files("ontology").joinpath("data", "word_forms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if line and not line.startswith("#")]
    phrases = {tuple(map(_word, written.split())): tuple(form.split()) for written, form in rows}
    return phrases, frozenset(words[0] for words in phrases)


def _numbers(words: Words, *, dated: bool) -> Words:
    """Level "v11" and "11", "3-dimensional" and "3D", "32-bit floating point" and "FP32", "2014" and "14"."""
    found: list[str] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in ("v", "version") and found and following[:1].isdigit():
            continue
        if word == "dimensional" and found and found[-1].isdigit():
            found[-1] += "d"
        elif dated and _YEAR.fullmatch(word):
            found.append(word[2:])
        else:
            found.append(word)
    if dated and found[0].isdigit() and len(found[0]) == 2 and len(words[0]) == 4:
        found = [*found[1:], found[0]]
    return _bits(tuple(found))


def _bits(words: Words) -> Words:
    if len(words) > 2 and words[1] == "bit" and words[0].isdigit():
        form = _BIT_FORMS.get(" ".join(words[2:]))
        return (form, words[0]) if form else words
    return words
