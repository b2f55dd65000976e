"""The labels of a vocabulary by the keys under which their spelling variants meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.kind_words import is_like_a_name, may_drop, names_kind
from extractors.misspellings import Misspellings
from extractors.senses import Senses
from ontology.terms import ConceptType
from ontology.variants import SIZES, Words, joined, variant_key, variant_words
from ontology.vocabulary import Concept, Vocabulary

# Vendor and series say no more than the model does: "NVIDIA GeForce RTX 4090" is "4090".
_VENDORS = frozenset(["nvidia", "geforce", "amd", "intel", "google", "apple", "qualcomm", "arm", "xilinx", "huawei"])
_SERIES = frozenset(["rtx", "gtx", "jetson", "tesla"])


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """The labels of a vocabulary by the key of their words; of two concepts with one key the first by id counts.

    Attributes:
        labels: Type and key -> label and concept.
        without_kind: The same for labels of three or more words without a last word such as "model".
        devices: Key without vendor, series and kind -> label and concept, where only one concept has it.
        senses: What letters stand for.
        misspellings: Labels by what is left when one word is taken out.
    """

    labels: dict[tuple[ConceptType, str], tuple[str, Concept]]
    without_kind: dict[tuple[ConceptType, str], tuple[str, Concept]]
    devices: dict[str, tuple[str, Concept]]
    senses: Senses
    misspellings: Misspellings

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> LabelIndex:
        """Return the index of a vocabulary."""
        labels: dict[tuple[ConceptType, str], tuple[str, Concept]] = {}
        without_kind: dict[tuple[ConceptType, str], tuple[str, Concept]] = {}
        devices: dict[str, tuple[str, Concept] | None] = {}
        rows = [row for concept in vocabulary for row in _own_labels(concept)]
        for label, words, concept in rows:
            labels.setdefault((concept.type, variant_key(words)), (label, concept))
            if _may_lose_kind(label, words, concept.type):
                without_kind.setdefault((concept.type, variant_key(words[:-1])), (label, concept))
            if concept.type is ConceptType.HARDWARE and (key := device_key(words)):
                other = devices.setdefault(key, (label, concept))
                if other is not None and other[1] is not concept:
                    devices[key] = None
        one = {key: found for key, found in devices.items() if found is not None}
        return cls(
            labels,
            without_kind,
            one,
            Senses.of(rows),
            Misspellings(row for row in rows if row[2].type is not ConceptType.HARDWARE),
        )


@lru_cache(maxsize=2)
def label_index(vocabulary: Vocabulary) -> LabelIndex:
    """Return the index of a vocabulary, made once for each."""
    return LabelIndex.of(vocabulary)


def _may_lose_kind(label: str, words: Words, concept_type: ConceptType) -> bool:
    """Return whether a label without its last word still names its concept: two words are left, or a name."""
    if len(words) < 2 or not names_kind(words[-1], concept_type):
        return False
    return (len(words) > 2 or is_like_a_name(label.split(maxsplit=1)[0])) and may_drop(
        words[-1], concept_type, label, known=label
    )


def _own_labels(concept: Concept) -> list[tuple[str, Words, Concept]]:
    """Return the labels of a concept with their words, but for those that count otherwise, see `counts_otherwise`."""
    labels: tuple[str, ...] = concept.labels
    if concept.type is ConceptType.HARDWARE:
        # A third of all labels; what they are without their last word is a label too.
        labels = tuple(label for label in labels if not (label.endswith(" GPU") and label[:-4] in labels))
    rows = [(label, variant_words(label, concept.type)) for label in labels]
    sized = {label: _sized(words) for label, words in rows}
    if not any(parts for parts, _ in sized.values()):
        return [(label, words, concept) for label, words in rows]
    usual = _usual_counts(concept.name, sized)
    return [(label, words, concept) for label, words in rows if _is_usual(*sized[label], usual, concept.type)]


def counts_otherwise(words: Words, concept: Concept) -> bool:
    """Return whether a name is another name of a concept but for numbers, sizes or marks: k-means++ is not k-means.

    Datasets keep the numbers that the vocabulary gives them, for ImageNet and ImageNet-1K are one; not the marks.
    """
    parts, rest = _sized(words)
    if not parts:
        return False
    sized = {label: _sized(variant_words(label, concept.type)) for label in concept.labels}
    return not _is_usual(parts, rest, _usual_counts(concept.name, sized), concept.type)


def _usual_counts(name: str, sized: Mapping[str, tuple[Words, str]]) -> Mapping[str, Words]:
    """Return the numbers, sizes and marks that go with the rest of labels: those of the name, else the fewest."""
    found: dict[str, Words] = {}
    for label in sorted(sized, key=lambda label: (label != name, sum(c.isdigit() for c in label), label)):
        parts, rest = sized[label]
        found.setdefault(rest, parts)
    return found


def _is_usual(parts: Words, rest: str, usual: Mapping[str, Words], concept_type: ConceptType) -> bool:
    expected = usual.get(rest, parts)
    if concept_type is ConceptType.DATASET:
        return [p for p in parts if p[0] in "+*"] == [p for p in expected if p[0] in "+*"]
    return parts == expected


def _sized(words: Words) -> tuple[Words, str]:
    """Return the numbers, marks and sizes among words, and the key of the rest."""
    parts = tuple([word for word in words if word in SIZES or not word[0].isalpha()])
    return tuple(p for p in parts if p[0] not in "@#"), joined(tuple(w for w in words if w not in parts))


def device_key(words: Words) -> str:
    """Return the key of a device's model: a word or number of its own must be left, else it is empty."""
    rest = tuple(w for w in words if w not in _VENDORS and not names_kind(w, ConceptType.HARDWARE))
    bare = tuple(w for w in rest if w not in _SERIES)
    has_model = any(len(w) > 2 and w[0].isdigit() for w in bare) or (
        len(bare) > 1 and any(w[0].isdigit() for w in bare)
    )
    return joined(bare) if has_model else joined(rest) if len(words) > len(rest) and len(rest) > 1 else ""
