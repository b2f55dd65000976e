"""The tables made of public name lists: cleaned, without what hand-written tables have, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ontology.curation.devices import device_names, device_properties
from ontology.curation.errors import StopListError
from ontology.curation.labels import match_rule
from ontology.curation.lists import LISTS
from ontology.curation.raw_lists import NameList, RawName, read_list
from ontology.names import concept_id, name_key
from ontology.terms import ConceptType
from ontology.vocabulary import (
    COLUMNS,
    EXACT_MARK,
    LINK_MARK,
    Concept,
    MatchRule,
    PropertyValue,
    Vocabulary,
    read_vocabulary,
)

HAND_WRITTEN = ("curated", "literature")
STOP_LIST = "stoplist.tsv"
_STOP_COLUMNS = ("label", "type", "rule", "reason")
_DROP = "drop"

StopRules = Mapping[tuple[str, str], str]
"""What becomes of a label: by type and label, ``drop`` or the name of a match rule."""


def read_stop_list(path: Path) -> StopRules:
    """Return the decisions on labels of public lists.

    Raises:
        StopListError: The header or a row is not as it should be.
    """
    header, *lines = path.read_text("utf-8").rstrip("\n").split("\n")
    if tuple(header.split("\t")) != _STOP_COLUMNS:
        raise StopListError(str(path), 1, "wrong header")
    rules: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines, start=2):
        label, concept_type, rule, reason = (*line.split("\t"), "", "", "", "")[:4]
        if concept_type not in set(ConceptType) or rule not in {_DROP, *MatchRule} or not reason:
            raise StopListError(str(path), number, f"cannot use {line!r}")
        rules[concept_type, label] = rule
    return rules


def make_tables(raw_folder: Path, out_folder: Path, lists: Iterable[NameList] = LISTS) -> dict[str, int]:
    """Write one table for each list and return the number of concepts in each; hand-written tables are left alone.

    A name that a table before it has, in precedence the hand-written ones first, is left out.

    Raises:
        CurationError: A raw list or the stop list cannot be used.
        VocabularyError: A hand-written table cannot be used.
    """
    stop_rules = read_stop_list(out_folder / STOP_LIST)
    known = _Known(read_vocabulary(out_folder, sources=HAND_WRITTEN))
    counts = {}
    for name_list in lists:
        concepts = []
        for raw in read_list(raw_folder, name_list):
            concept = _concept(raw, name_list, stop_rules, known)
            if concept is not None:
                known.add(concept)
                concepts.append(concept)
        rows = [_row(concept) for concept in sorted(concepts, key=lambda c: c.id)]
        text = "\n".join(["\t".join(COLUMNS), *rows]) + "\n"
        (out_folder / name_list.table).write_text(text, "utf-8", newline="\n")
        counts[name_list.table] = len(rows)
    return counts


class _Known:
    """The concepts so far, and their labels without any but letters and digits."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._squashed = {_squash(name_key(label)) for concept in vocabulary for label in concept.labels}

    def has(self, label: str) -> bool:
        """Return whether a label, or one that differs in number, blanks and dashes only, belongs to a concept."""
        return _squash(name_key(label)) in self._squashed

    def add(self, concept: Concept) -> None:
        self._vocabulary.add(concept)
        self._squashed |= {_squash(name_key(label)) for label in concept.labels}


def _squash(label: str) -> str:
    """Return a key without all but letters and digits: public lists write "AdaBoost" as "Ada Boost"."""
    return re.sub(r"[\W_]+", "", label) or label


def _concept(raw: RawName, name_list: NameList, stop_rules: StopRules, known: _Known) -> Concept | None:
    """Return the concept of one raw name; None when it is stopped or known."""
    is_device = name_list.type is ConceptType.HARDWARE
    names = device_names(raw.name, raw.aliases) if is_device else (raw.name, *raw.aliases)
    if any(known.has(name) for name in names):
        return None
    labels: dict[str, MatchRule] = {}
    for label in names:
        rule = stop_rules.get((name_list.type, label)) or match_rule(label, phrases=name_list.matches_phrases)
        if rule != _DROP and name_key(label) not in {name_key(other) for other in labels}:
            labels[label] = MatchRule(rule)
    if names[0] not in labels:
        return None
    return Concept(
        id=concept_id(name_list.type, names[0]),
        type=name_list.type,
        name=names[0],
        aliases=tuple(labels)[1:],
        properties=device_properties(raw.name, raw.aliases, raw.category) if is_device else {},
        source=name_list.source,
        exact_labels=frozenset(label for label, rule in labels.items() if rule is MatchRule.EXACT),
        link_labels=frozenset(label for label, rule in labels.items() if rule is MatchRule.LINK),
    )


def _row(concept: Concept) -> str:
    labels = [_marked(concept, label) for label in concept.labels]
    properties = "|".join(f"{key}={_number(value)}" for key, value in sorted(concept.properties.items()))
    return "\t".join((labels[0], "|".join(labels[1:]), concept.match, "", properties, concept.source))


def _marked(concept: Concept, label: str) -> str:
    marks = {MatchRule.EXACT: EXACT_MARK, MatchRule.LINK: LINK_MARK, MatchRule.ANY: ""}
    return marks[concept.match_of(label)] + label


def _number(value: PropertyValue) -> str:
    return re.sub(r"\.0$", "", str(value))
