"""Merges and decisions as SSSOM/TSV (Simple Standard for Sharing Ontological Mappings, version 1.0).

A surface is a literal mapping: its ``subject_type`` is ``rdfs literal``, it has a label and no id. Decisions of people
map concepts: a join is an exact match, a split one with the modifier ``Not``. The file is in the canonical form of the
standard: columns and keys in its order, rows sorted, no column empty.

References:
    https://mapping-commons.github.io/sssom/spec-model/ and .../spec-formats-tsv/, read 2026-12-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dict_
from dataclasses import dataclass, fields
from datetime import date
from typing import TextIO

from extractors.mentions import LinkReason
from kg.curation.decision import Action, Decision, type_of
from kg.curation.rules import Curation, split_target
from kg.merging.ledger import Merge, merges
from kg.output import open_output
from kg.store import GraphStore
from kg.version import VERSION
from ontology.namespaces import PREFIXES, compact_iri, node_iri

UNSPECIFIED_LICENCE = "https://w3id.org/sssom/license/unspecified"
_EXACT_MATCH = "skos:exactMatch"
_LITERAL, _CONCEPT = "rdfs literal", "skos concept"
_MANUAL = "semapv:ManualMappingCuration"
# The rule of a merge -> the term of the Semantic Mapping Vocabulary for how such a mapping comes about.
_JUSTIFICATIONS = {
    LinkReason.VOCABULARY: "semapv:LexicalMatching",
    LinkReason.VARIANT: "semapv:LexicalMatching",
    LinkReason.HEAD_NOUN: "semapv:LexicalMatching",
    LinkReason.COINED: "semapv:LexicalMatching",
    LinkReason.PATTERN: "semapv:LexicalMatching",
    LinkReason.ABBREVIATION: "semapv:CompositeMatching",
    LinkReason.CONTEXT: "semapv:CompositeMatching",
    LinkReason.USAGE: "semapv:BackgroundKnowledgeBasedMatching",
    LinkReason.CURATED: _MANUAL,
    LinkReason.UNKNOWN: "semapv:UnspecifiedMatching",
}
# Slots that stand once for the whole set where all rows have one value.
_CONDENSED = ("subject_type", "object_type", "mapping_date")
_REQUIRED = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification")
# Prefixes that every reader of SSSOM knows are left out of the map.
_BUILT_IN = frozenset(("owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd", "linkml"))


@dataclass(frozen=True, slots=True, order=True)
class Mapping:
    """One row; the fields are the slots of the standard, in its order."""

    subject_id: str = ""
    subject_label: str = ""
    subject_category: str = ""
    predicate_id: str = _EXACT_MATCH
    predicate_modifier: str = ""
    object_id: str = ""
    object_label: str = ""
    object_category: str = ""
    mapping_justification: str = _MANUAL
    author_label: str = ""
    subject_type: str = _CONCEPT
    object_type: str = _CONCEPT
    mapping_date: str = ""
    confidence: str = ""
    comment: str = ""


def mappings(found: Iterable[Merge], curation: Curation | None = None) -> list[Mapping]:
    """Return what merges and decisions map, sorted."""
    return sorted({*map(_merged, found), *_decided(curation or Curation())})


def export_mappings(
    store: GraphStore, file: str, curation: Curation | None = None, *, licence: str = UNSPECIFIED_LICENCE
) -> None:
    """Write the merges of a store, and decisions, to a file, which appears when it is whole; ``-`` is standard output.

    Raises:
        OutputError: The file cannot be written.
    """
    found = mappings(merges(store), curation)
    with open_output(file) as stream:
        write_sssom(found, stream, licence=licence)


def write_sssom(found: Iterable[Mapping], stream: TextIO, *, licence: str = UNSPECIFIED_LICENCE) -> None:
    """Write mappings as SSSOM/TSV."""
    rows = sorted(found)
    common = {slot: value for slot in _CONDENSED if (value := _common(rows, slot))}
    names = [f.name for f in fields(Mapping) if f.name not in common]
    columns = [name for name in names if name in _REQUIRED or any(getattr(row, name) for row in rows)]
    stream.writelines(f"#{line}\n" for line in _metadata(rows, common, licence))
    stream.write("\t".join(columns) + "\n")
    for row in rows:
        stream.write("\t".join(_quoted(getattr(row, column)) for column in columns) + "\n")


def _merged(merge: Merge) -> Mapping:
    n = merge.n_papers
    kind = str(type_of(merge.concept) or "")
    return Mapping(
        subject_label=merge.surface,
        subject_category=kind,
        object_id=_curie(merge.concept),
        object_label=merge.name,
        object_category=kind,
        mapping_justification=_JUSTIFICATIONS[merge.reason],
        subject_type=_LITERAL,
        confidence=f"{merge.confidence:.3f}".rstrip("0").rstrip("."),
        comment=f"{merge.reason}; {n} paper{'' if n == 1 else 's'}, first {merge.witnesses[0].paper}",
    )


def _decided(curation: Curation) -> Iterator[Mapping]:
    for join in curation.of_action(Action.JOIN):
        yield _between(join, join.target, "")
    for split in curation.of_action(Action.SPLIT):
        yield _between(split, split_target(split), "Not")


def _between(decision: Decision, subject: str, modifier: str) -> Mapping:
    kind = str(type_of(decision.concept) or "")
    return Mapping(
        subject_id=_curie(subject),
        subject_category=kind,
        predicate_modifier=modifier,
        object_id=_curie(decision.concept),
        object_category=kind,
        author_label=decision.who.replace("|", "\\|"),
        mapping_date=decision.date if _is_date(decision.date) else "",
        confidence="1",
        comment=decision.reason,
    )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _curie(concept: str) -> str:
    return compact_iri(str(node_iri(concept)))


def _common(rows: Sequence[Mapping], slot: str) -> str:
    """Return the value that all rows have in a slot; empty where they differ."""
    values = {getattr(row, slot) for row in rows}
    return str(values.pop()) if len(values) == 1 else ""


def _metadata(rows: Iterable[Mapping], common: Dict_[str, str], licence: str) -> Iterator[str]:
    """Yield the lines of the metadata block."""
    used = {curie.partition(":")[0] for row in rows for curie in (row.subject_id, row.predicate_id, row.object_id)}
    prefixes = sorted(used - _BUILT_IN - {""})
    if prefixes:
        yield "curie_map:"
        yield from (f"  {prefix}: {PREFIXES[prefix]}" for prefix in prefixes)
    yield "mapping_set_id: https://w3id.org/scholargraph/mappings"
    yield "mapping_set_title: Names of concepts in a ScholarGraph"
    yield f"license: {licence}"
    yield from (f"{slot}: {common[slot]}" for slot in ("subject_type", "object_type") if slot in common)
    yield "mapping_tool: ScholarGraph"
    yield f"mapping_tool_version: {VERSION}"
    yield from (f"{slot}: {common[slot]}" for slot in ("mapping_date",) if slot in common)


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(c in cell for c in '\t\r\n"') else cell
