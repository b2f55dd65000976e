"""Raw names of public lists turned into labels, and the rule by which each is compared with texts."""

from __future__ import annotations

import re
import unicodedata

from ontology.vocabulary import MatchRule

_MAX_WORDS = 6
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
# Identifiers of code and list plumbing: snake_case, config and loader classes, paths, dates, counters.
_INTERNAL = re.compile(
    r"[_()\[\]]|Config$|Dataset$|Builder$|Loader$|Template$|https?:|[/#%:|=<>]|\.(py|json|md)\b|\b20\d\d-\d\d"
)
_MULTI = re.compile(r"\s{2,}")
_HAS_SHAPE = re.compile(r"\d|[a-z][A-Z]|[A-Z]{2}[a-z]")
# A word with one capital, or three capitals: as often another thing as the one that the list means.
_AMBIGUOUS = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,3}")


def clean_label(raw: str) -> str | None:
    """Return a raw name without brackets and decoration, None where no label is left.

    >>> clean_label("GigaGAN (1B)"), clean_label("imagenet2012_corrupted"), clean_label("CocoConfig")
    ('GigaGAN', None, None)
    """
    label = unicodedata.normalize("NFKC", raw)
    label = _MULTI.sub(" ", _BRACKETS.sub("", label)).strip(" .,;-")
    if len(label) < 3 or _INTERNAL.search(label) or len(label.split()) > _MAX_WORDS:
        return None
    return label if any(character.isalpha() for character in label) else None


def is_distinctive(label: str) -> bool:
    """Return whether a label is unlike an everyday phrase, by a digit, an inner capital or an acronym with an ending.

    >>> [is_distinctive(label) for label in ("GloVe", "CIFAR-10", "Natural Questions", "COCO")]
    [True, True, False, False]
    """
    return _HAS_SHAPE.search(label) is not None


def match_rule(label: str, *, phrases: bool) -> MatchRule:
    """Return the rule for a label of a public list, cautious with what an everyday phrase may look like.

    Args:
        label: A clean label.
        phrases: Whether a label of several words may match in any case, as tasks and metrics do; else only a
            distinctive one does.

    >>> [match_rule(label, phrases=False).value for label in ("FEVEROUS", "Quasar", "MuSiQue", "Natural Questions")]
    ['exact', 'link', 'any', 'exact']
    """
    if phrases and " " in label:
        return MatchRule.ANY
    if _AMBIGUOUS.fullmatch(label):
        return MatchRule.LINK
    return MatchRule.ANY if is_distinctive(label) and len(label) > 4 else MatchRule.EXACT
