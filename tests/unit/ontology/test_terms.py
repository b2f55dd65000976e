"""The enums mirror the ontology file, and roles give relations."""

from __future__ import annotations

from enum import StrEnum

import pytest

from ontology.errors import UnknownTypeError
from ontology.schema import load_schema
from ontology.terms import (
    PAPER_CONCEPT_RELATIONS,
    RESULT_RELATIONS,
    ConceptType,
    NodeLabel,
    RelationType,
    Role,
    concept_type,
    relation_for,
)


def values(enum: type[StrEnum]) -> set[str]:
    return {member.value for member in enum}


def test_labels_mirror_the_ontology() -> None:
    assert values(NodeLabel) == set(load_schema().superclasses)


def test_relation_types_mirror_the_ontology() -> None:
    assert values(RelationType) == set(load_schema().relations)


def test_concept_types_mirror_the_classes_under_concept() -> None:
    schema = load_schema()
    assert values(ConceptType) == {x for x in schema.superclasses if schema.is_a(x, "Concept")} - {"Concept"}


def test_paper_concept_relations_are_those_of_the_ontology() -> None:
    schema = load_schema()
    expected = {
        r for r, rule in schema.relations.items() if rule.domain == "Paper" and schema.is_a(rule.range, "Concept")
    }
    assert set(PAPER_CONCEPT_RELATIONS) == expected


def test_result_relations_are_those_of_the_ontology() -> None:
    rules = load_schema().relations
    expected = {(rule.range, r) for r, rule in rules.items() if rule.domain == "Result"}
    assert {(t.value, r.value) for t, r in RESULT_RELATIONS.items()} == expected


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ConceptType)
def test_relation_of_a_role_admits_the_concept(role: Role, kind: ConceptType) -> None:
    schema = load_schema()
    rule = schema.relations[relation_for(role, kind)]
    assert rule.domain == "Paper"
    assert schema.is_a(kind, rule.range)


@pytest.mark.parametrize(
    ("role", "kind", "expected"),
    [
        (Role.INTRODUCED, ConceptType.DATASET, RelationType.INTRODUCES),
        (Role.USED, ConceptType.METHOD, RelationType.USES),
        (Role.USED, ConceptType.DATASET, RelationType.EVALUATES_ON),
        (Role.USED, ConceptType.METRIC, RelationType.REPORTS),
        (Role.USED, ConceptType.HARDWARE, RelationType.RUNS_ON),
        (Role.USED, ConceptType.TASK, RelationType.ADDRESSES),
        (Role.COMPARED, ConceptType.METHOD, RelationType.COMPARES_WITH),
        (Role.MENTIONED, ConceptType.TASK, RelationType.MENTIONS),
    ],
)
def test_role_and_type_give_the_relation(role: Role, kind: ConceptType, expected: RelationType) -> None:
    assert relation_for(role, kind) is expected


def test_concept_type_from_its_name() -> None:
    assert concept_type("Metric") is ConceptType.METRIC


def test_unknown_concept_type_lists_the_known_ones() -> None:
    with pytest.raises(UnknownTypeError) as caught:
        concept_type("Venue")
    assert str(caught.value) == "unknown type 'Venue'; known types: Dataset, Hardware, Method, Metric, Task"
