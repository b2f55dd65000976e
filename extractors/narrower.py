"""Whether one concept is broader than another: by the vocabulary's hierarchy, or by the words of the two names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from extractors.identity import Link
from extractors.kind_words import names_kind
from extractors.label_index import label_index
from ontology.terms import ConceptType
from ontology.variants import SIZES, Words, variant_key, variant_words, without_of
from ontology.vocabulary import Concept, Vocabulary

# Modifiers after which a thing is not one of its kind: "pseudo label", "general face recognition".
_NOT_NARROWING = frozenset(
    ("anti", "fake", "free", "general", "generic", "like", "non", "off", "post", "pseudo", "quasi")
)
# Heads that mean something else with another modifier: "bit precision", "average precision" and precision.
_MANY_MEANINGS = frozenset(["depth", "precision", "recall"])
# Editions, sizes and parts, written after a name.
_PARTS = frozenset(
    ("dev", "diamond", "easy", "full", "hard", "instance", "lite", "main", "split", "subset", "test", "train")
) | frozenset(("val", "validation", "verified"))
# Numbers below it are versions of a model or dataset; from it on, sizes.
_FIRST_SIZE = 10
_CACHE = 1 << 16
_TYPES = frozenset(ConceptType)


def broader_reason(wide: Link, narrow: Link, concept_type: ConceptType, vocabulary: Vocabulary) -> str | None:
    """Return why one concept is broader than another, in words; None where it is not.

    Args:
        wide: The concept that may be the broader one.
        narrow: The one that may be narrower.
        concept_type: The type of both.
        vocabulary: Holds the hierarchy.
    """
    chain = _path(narrow.known, wide.known, vocabulary) if wide.known and narrow.known else None
    if chain:
        return "the vocabulary's hierarchy: " + " < ".join(chain)
    if narrow.known and (narrow.known.broader or (wide.known and _path(wide.known, narrow.known, vocabulary))):
        return None
    for base in _forms(wide):
        for words in _forms(narrow):
            reason = _by_words(base, words, wide, narrow, concept_type)
            if reason is not None:
                return reason
    if narrow.known is None and wide.known is not None:
        return _through_parent(wide.known, narrow, concept_type, vocabulary)
    return None


class Parents:
    """The concepts that stand above those that a vocabulary does not have, by the words of their ids.

    Datasets have one only as editions, sizes and parts: words before the name of a dataset make another dataset.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.of = lru_cache(maxsize=_CACHE)(self._find)

    def _find(self, concept: str) -> tuple[str, ...]:
        """Return the id of the narrowest known concept that a coined one is a kind, size or part of; empty without one.

        Args:
            concept: Id of a coined concept, so that the answer depends on nothing else.
        """
        kind, _, part = concept.partition(":")
        words = tuple(word for word in part.split("-") if word)
        if kind.capitalize() not in _TYPES or len(words) < 2:
            return ()
        concept_type = ConceptType(kind.capitalize())
        for start in range(1, len(words)) if concept_type is not ConceptType.DATASET else ():
            found = self._labelled(words[start:], concept_type)
            if found is not None and _narrows(words[:start], words[start:]):
                return (found.id,)
        for end in range(len(words) - 1, 0, -1):
            found = self._labelled(words[:end], concept_type)
            if found is not None and _is_edition(words[end:], concept_type):
                return (found.id,)
        return ()

    def _labelled(self, words: Words, concept_type: ConceptType) -> Concept | None:
        found = self._labels.get((concept_type, variant_key(words)))
        return found[1] if found is not None else None

    @cached_property
    def _labels(self) -> Mapping[tuple[ConceptType, str], tuple[str, Concept]]:
        return label_index(self._vocabulary).labels


def _path(concept: Concept, wider: Concept, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """Return the names from a concept up to a wider one, by the shortest way; None where there is none."""
    paths: dict[str, tuple[str, ...]] = {concept.id: (concept.name,)}
    waiting = [concept]
    while waiting:
        current = waiting.pop(0)
        for identifier in current.broader:
            parent = vocabulary.get(identifier)
            if parent is not None and identifier not in paths:
                paths[identifier] = (*paths[current.id], parent.name)
                waiting.append(parent)
    return paths.get(wider.id) if wider.id != concept.id else None


def _through_parent(wide: Concept, narrow: Link, concept_type: ConceptType, vocabulary: Vocabulary) -> str | None:
    """Return the reason where the words of a name end in a concept that the wider one is broader than."""
    for words in _forms(narrow):
        for start in range(1, len(words)):
            concept = vocabulary.find(" ".join(words[start:]), concept_type)
            if concept is None or not _narrows(words[:start], words[start:]):
                continue
            chain = _path(concept, wide, vocabulary)
            if chain:
                return f"its name ends in {concept.name!r}; the vocabulary's hierarchy: " + " < ".join(chain)
    return None


def _forms(link: Link) -> Iterator[Words]:
    """Yield the words of a concept's names, also in the order "Y X" for "X of Y"."""
    labels = link.known.labels if link.known is not None else (link.name,)
    seen: set[Words] = set()
    for label in labels:
        words = variant_words(label)
        for form in (words, without_of(words)):
            if form not in seen:
                seen.add(form)
                yield form


def _by_words(base: Words, words: Words, wide: Link, narrow: Link, concept_type: ConceptType) -> str | None:
    n = len(base)
    if not n or len(words) <= n:
        return None
    modifiers = words[:-n]
    if words[-n:] == base and _narrows(modifiers, base) and not _is_variant_name(wide, narrow):
        return f"{narrow.name!r} is {wide.name!r} with {' '.join(modifiers)!r} before it"
    rest = words[n:]
    if words[:n] == base and _is_edition(rest, concept_type):
        return f"{narrow.name!r} is {wide.name!r} with the edition, size or part {' '.join(rest)!r}"
    return None


def _narrows(modifiers: Words, base: Words) -> bool:
    """Return whether modifiers before a name make it narrower."""
    if base[0] in ("+", "*", "@") or (len(base) == 1 and (base[0] in _MANY_MEANINGS or base[0][0].isdigit())):
        return False
    return (
        modifiers[-1] not in _NOT_NARROWING and "of" not in modifiers[-1:] and not _NOT_NARROWING & set(modifiers[:1])
    )


def _is_variant_name(wide: Link, narrow: Link) -> bool:
    """Return whether the narrower name is a name of its own that only ends like the wider one: "D-DARTS"."""
    tail = wide.name.replace("-", " ").split()[-1:]
    own = [word for word in narrow.name.replace("-", " ").split() if word]
    is_proper = any(sum(c.isupper() for c in word) > 1 for word in wide.name.replace("-", " ").split())
    lower_head = bool(tail) and tail[0].islower()
    return is_proper and not lower_head and bool(own) and not own[0].islower()


def _is_edition(rest: Words, concept_type: ConceptType) -> bool:
    """Return whether what follows a name is an edition, size or part, and not a successor or another thing."""
    first = rest[0]
    if first == "@":
        return concept_type is ConceptType.METRIC
    if concept_type in (ConceptType.METRIC, ConceptType.HARDWARE, ConceptType.TASK):
        return first[0].isdigit() and (len(rest) == 1 or concept_type is ConceptType.METRIC)
    if concept_type is ConceptType.DATASET:
        return all(w in _PARTS for w in rest) or _is_size(first) or names_kind(first, concept_type)
    return all(w in SIZES or _is_size(w) or (len(w) == 1 and w in "nslmx") for w in rest)


def _is_size(word: str) -> bool:
    """Return whether a number is a size, year or count: from 10 on, or with a letter ("7b", "11m")."""
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not digits or not digits[0].isdigit() or "." in digits:
        return False
    return digits != word or int(digits) >= _FIRST_SIZE
