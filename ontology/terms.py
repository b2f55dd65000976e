"""The closed sets of the ontology: what a node, a relationship and a role may be called.

They mirror ``schema.ttl``, the source of truth; a test compares the two.
"""

from __future__ import annotations

from enum import StrEnum

from ontology.errors import UnknownTypeError


class ConceptType(StrEnum):
    """The five kinds of concept that a paper can be about."""

    METHOD = "Method"
    DATASET = "Dataset"
    METRIC = "Metric"
    HARDWARE = "Hardware"
    TASK = "Task"


class NodeLabel(StrEnum):
    """Every label that a node of the property graph may carry."""

    PAPER = "Paper"
    CONCEPT = "Concept"
    METHOD = "Method"
    DATASET = "Dataset"
    METRIC = "Metric"
    HARDWARE = "Hardware"
    TASK = "Task"
    RESULT = "Result"


class Role(StrEnum):
    """How a paper relates to a concept that it names."""

    INTRODUCED = "introduced"
    USED = "used"
    COMPARED = "compared"
    MENTIONED = "mentioned"


class RelationType(StrEnum):
    """Every type that a relationship of the property graph may have."""

    INTRODUCES = "INTRODUCES"
    USES = "USES"
    EVALUATES_ON = "EVALUATES_ON"
    REPORTS = "REPORTS"
    RUNS_ON = "RUNS_ON"
    ADDRESSES = "ADDRESSES"
    COMPARES_WITH = "COMPARES_WITH"
    MENTIONS = "MENTIONS"
    HAS_RESULT = "HAS_RESULT"
    OF_METRIC = "OF_METRIC"
    ON_DATASET = "ON_DATASET"
    OF_METHOD = "OF_METHOD"
    ON_HARDWARE = "ON_HARDWARE"
    FOR_TASK = "FOR_TASK"
    BROADER = "BROADER"
    SHARES_CONCEPTS = "SHARES_CONCEPTS"


PAPER_CONCEPT_RELATIONS = (
    RelationType.INTRODUCES,
    RelationType.USES,
    RelationType.EVALUATES_ON,
    RelationType.REPORTS,
    RelationType.RUNS_ON,
    RelationType.ADDRESSES,
    RelationType.COMPARES_WITH,
    RelationType.MENTIONS,
)

_USED_RELATIONS = {
    ConceptType.METHOD: RelationType.USES,
    ConceptType.DATASET: RelationType.EVALUATES_ON,
    ConceptType.METRIC: RelationType.REPORTS,
    ConceptType.HARDWARE: RelationType.RUNS_ON,
    ConceptType.TASK: RelationType.ADDRESSES,
}

_ROLE_RELATIONS = {
    Role.INTRODUCED: RelationType.INTRODUCES,
    Role.COMPARED: RelationType.COMPARES_WITH,
    Role.MENTIONED: RelationType.MENTIONS,
}

RESULT_RELATIONS = {
    ConceptType.METRIC: RelationType.OF_METRIC,
    ConceptType.DATASET: RelationType.ON_DATASET,
    ConceptType.METHOD: RelationType.OF_METHOD,
    ConceptType.HARDWARE: RelationType.ON_HARDWARE,
    ConceptType.TASK: RelationType.FOR_TASK,
}


def relation_for(role: Role, concept_type: ConceptType) -> RelationType:
    """Return the relationship type that a role gives a paper and a concept of one type.

    >>> relation_for(Role.USED, ConceptType.DATASET).value
    'EVALUATES_ON'
    """
    return _USED_RELATIONS[concept_type] if role is Role.USED else _ROLE_RELATIONS[role]


def concept_type(name: str) -> ConceptType:
    """Return the concept type of a name as written in files.

    Raises:
        UnknownTypeError: The ontology has no such type.
    """
    try:
        return ConceptType(name)
    except ValueError:
        raise UnknownTypeError(name, [t.value for t in ConceptType]) from None


def role(name: str) -> Role:
    """Return the role of a name as written in files.

    Raises:
        UnknownTypeError: The ontology has no such role.
    """
    try:
        return Role(name)
    except ValueError:
        raise UnknownTypeError(name, [r.value for r in Role]) from None
