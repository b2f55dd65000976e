"""Devices by their model numbers: what no list of names can hold in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.attributes import Candidate, add_candidates, register_attributes
from extractors.lexicon import table
from extractors.tokens import token_range
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
        regex: Matches the whole name; the group ``model`` is what tells two products of the line apart.
        name: Canonical name, with the model in place of ``{}``.
        needs_context: The model alone is too short to be sure of: the match has to hold the vendor or a device noun.
    """

    regex: re.Pattern[str]
    name: str
    needs_context: bool = False


@cache
def hardware_patterns() -> tuple[HardwarePattern, ...]:
    """Return the product lines of ``data/hardware.tsv``, in the order of trying."""
    return tuple(
        HardwarePattern(re.compile(rf"(?<![\w-])(?:{_expand(regex)})(?!\w)"), name, needs_context == "yes")
        for name, needs_context, regex in table("hardware")
    )


def _expand(regex: str) -> str:
    return regex.replace("{NVIDIA}", _NVIDIA).replace("{GPU}", _GPU)


@Language.factory("hardware_patterns", assigns=["doc._.candidates"])
def create_hardware_patterns(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds devices by vendor, series and model number."""
    return find_hardware


def find_hardware(doc: Doc) -> Doc:
    """Add a candidate for every device that is written as a model."""
    found = []
    for start, end, name in hardware_names(doc.text):
        tokens = token_range(doc, start, end)
        if tokens is not None:
            found.append(Candidate(*tokens, ConceptType.HARDWARE, _CONFIDENCE, EXTRACTOR, name=name))
    add_candidates(doc, found)
    return doc


def hardware_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the range and the canonical name of every device model in a text, pattern by pattern.

    >>> list(hardware_names("on 8 Nvidia A100-80GB GPUs"))
    [(5, 26, 'NVIDIA A100')]
    """
    for pattern in hardware_patterns():
        for match in pattern.regex.finditer(text):
            if not pattern.needs_context or _CONTEXT.search(match.group()):
                model = re.sub(r"[~\s]+", " ", match.group("model"))
                yield match.start(), match.end(), pattern.name.format(model)
