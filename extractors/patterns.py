"""Devices by their model numbers: what no list of names can hold in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.lexicon import table
from extractors.tokens import read_words
from ontology.terms import ConceptType

register_attributes()

EXTRACTOR = "hardware_patterns@1.0"
_CONFIDENCE = 0.9
_NVIDIA = r"(?:(?:NVIDIA|Nvidia|nVidia)(?:'s|’s)?[- ])?"
_MEMORY = r"(?:[- ]?\(?\d{2,3} ?GB\)?)?"
_GPU = rf"(?:[- ](?:SXM\d?|PCIe|NVL\d*|Ti|SUPER|Super|Mobile|Laptop|Ada))*{_MEMORY}(?: (?:Tensor Core )?GPUs?)?"
_CONTEXT = re.compile(r"(?i:nvidia|tesla|gpu|google|tpu|ibm|intel|apple|graphcore|ipu|chip|supercomputer)")


@dataclass(frozen=True, slots=True)
class HardwarePattern:
    """One product line.

    Attributes:
        triggers: Words in the singular, case folded, one of which every match has; with a star, beginnings of words.
        regex: Matches the whole name; the group ``model`` is what tells two products of the line apart.
        name: Canonical name, with the model in place of ``{}``.
        needs_context: The model alone is too short to be sure of: the match has to hold the vendor or a device noun.
    """

    triggers: frozenset[str]
    beginnings: tuple[str, ...]
    regex: re.Pattern[str]
    name: str
    needs_context: bool = False

    def may_match(self, kinds: frozenset[str], suspects: Sequence[str]) -> bool:
        """Return whether a text can hold a match, which is far cheaper than to search it.

        Args:
            kinds: The words of the text.
            suspects: Those of them that begin as words of some product line do.
        """
        return not self.triggers.isdisjoint(kinds) or any(s.startswith(self.beginnings) for s in suspects)


@cache
def hardware_patterns() -> tuple[HardwarePattern, ...]:
    """Return the product lines of ``data/hardware.tsv``, in the order of trying."""
    return tuple(_read_pattern(*row) for row in table("hardware"))


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(beginning for pattern in hardware_patterns() for beginning in pattern.beginnings)


def _read_pattern(name: str, needs_context: str, triggers: str, regex: str) -> HardwarePattern:
    words = triggers.split()
    return HardwarePattern(
        triggers=frozenset(word for word in words if not word.endswith("*")),
        beginnings=tuple(word[:-1] for word in words if word.endswith("*")),
        regex=re.compile(rf"(?<![\w-])(?:{_expand(regex)})(?!\w)"),
        name=name,
        needs_context=needs_context == "yes",
    )


def _expand(regex: str) -> str:
    return regex.replace("{NVIDIA}", _NVIDIA).replace("{GPU}", _GPU)


@Language.factory("hardware_patterns", assigns=["doc._.candidates"])
def create_hardware_patterns(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds devices by vendor, series and model number."""
    return find_hardware


def find_hardware(doc: Doc) -> Doc:
    """Add a candidate for every device that is written as a model."""
    words = read_words(doc)
    found = []
    for start, end, name in hardware_names(words.text, words.kinds):
        tokens = words.token_range(start, end)
        if tokens is not None:
            found.append(Candidate(*tokens, ConceptType.HARDWARE, _CONFIDENCE, EXTRACTOR, name=name))
    add_candidates(doc, found)
    return doc


def hardware_names(text: str, kinds: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the range and the canonical name of every device model in a text, pattern by pattern.

    Args:
        text: Any text.
        kinds: Its words, in the singular and case folded.

    >>> list(hardware_names("on 8 Nvidia A100-80GB GPUs", frozenset({"a100"})))
    [(5, 26, 'NVIDIA A100')]
    """
    suspects = [kind for kind in kinds if kind.startswith(_beginnings())]
    for pattern in hardware_patterns():
        if not pattern.may_match(kinds, suspects):
            continue
        for match in pattern.regex.finditer(text):
            if not pattern.needs_context or _CONTEXT.search(match.group()):
                model = re.sub(r"[~\s]+", " ", match.group("model"))
                yield match.start(), match.end(), pattern.name.format(model)
