"""What each engine must be told before the first write: labels with their hierarchy, unique ids, full text."""

from __future__ import annotations

from collections.abc import Mapping

from kg.store.records import Dialect
from ontology.schema import Schema
from ontology.terms import NodeLabel

VERSION_LABEL = "SchemaVersion"
VERSION_ID = "scholargraph"

# The label whose text is searched, and the properties that hold it.
FULL_TEXT: Mapping[NodeLabel, tuple[str, ...]] = {
    NodeLabel.PAPER: ("title", "abstract"),
    NodeLabel.CONCEPT: ("name",),
}


def full_text_index(label: NodeLabel, dialect: Dialect) -> str:
    """Return the name of the full text index of a label.

    >>> full_text_index(NodeLabel.PAPER, Dialect.EMBEDDED), full_text_index(NodeLabel.PAPER, Dialect.NEO4J)
    ('Paper[title,abstract]', 'paper_text')
    """
    if dialect is Dialect.EMBEDDED:  # the engine makes the name itself
        return f"{label}[{','.join(FULL_TEXT[label])}]"
    return f"{label.lower()}_text"


def neo4j_statements(schema: Schema) -> dict[str, str]:
    """Return the Cypher that sets up a Neo4j database: name of the index -> the statement that makes it."""
    statements = {
        f"{label.lower()}_id": f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in (*sorted(schema.superclasses), VERSION_LABEL)
    }
    for label, properties in FULL_TEXT.items():
        name = full_text_index(label, Dialect.NEO4J)
        columns = ", ".join(f"n.{p}" for p in properties)
        statements[name] = f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [{columns}]"
    return statements


def embedded_statements(schema: Schema) -> list[str]:
    """Return the SQL that sets up an embedded database; superclasses come before what extends them.

    With the hierarchy declared, a node of a concept type carries the label Concept by itself, and the unique index on
    ``Concept.id`` serves every type. Without it, ``SET n:Concept`` moves the node and breaks the constraint.
    """
    statements = []
    for label in sorted(schema.superclasses, key=lambda name: (len(schema.superclasses[name]), name)):
        above = sorted(schema.superclasses[label] - {label})
        extends = f" EXTENDS {', '.join(above)}" if above else ""
        statements.append(f"CREATE VERTEX TYPE {label} IF NOT EXISTS{extends}")
        if not above:
            statements += _unique_id(label)
    statements += [f"CREATE VERTEX TYPE {VERSION_LABEL} IF NOT EXISTS", *_unique_id(VERSION_LABEL)]
    statements += [f"CREATE EDGE TYPE {name} IF NOT EXISTS" for name in sorted(schema.relations)]
    for label, properties in FULL_TEXT.items():
        statements += [f"CREATE PROPERTY {label}.{p} IF NOT EXISTS STRING" for p in properties]
        statements.append(f"CREATE INDEX IF NOT EXISTS ON {label} ({', '.join(properties)}) FULL_TEXT")
    return statements


def _unique_id(label: str) -> list[str]:
    return [
        f"CREATE PROPERTY {label}.id IF NOT EXISTS STRING",
        f"CREATE INDEX IF NOT EXISTS ON {label} (id) UNIQUE",
    ]
