from __future__ import annotations

from kg.store.ddl import embedded_statements, neo4j_statements
from ontology.schema import load_schema
from ontology.terms import ConceptType, NodeLabel, RelationType


def test_embedded_engine_learns_the_hierarchy_before_the_types() -> None:
    statements = embedded_statements(load_schema())
    first = statements.index("CREATE VERTEX TYPE Concept IF NOT EXISTS")
    types = [statements.index(f"CREATE VERTEX TYPE {t} IF NOT EXISTS EXTENDS Concept") for t in ConceptType]
    assert all(first < position for position in types)


def test_embedded_engine_has_one_unique_index_for_all_concepts() -> None:
    unique = [s for s in embedded_statements(load_schema()) if s.endswith("UNIQUE")]
    labels = ("Concept", "Paper", "Result", "SchemaVersion")
    assert unique == [f"CREATE INDEX IF NOT EXISTS ON {label} (id) UNIQUE" for label in labels]


def test_embedded_engine_knows_every_relationship_type() -> None:
    edges = [s for s in embedded_statements(load_schema()) if s.startswith("CREATE EDGE TYPE")]
    assert edges == [f"CREATE EDGE TYPE {name} IF NOT EXISTS" for name in sorted(RelationType)]


def test_neo4j_has_a_constraint_for_every_label_and_full_text_for_two() -> None:
    statements = neo4j_statements(load_schema())
    constraints = [name for name, text in statements.items() if text.startswith("CREATE CONSTRAINT")]
    assert sorted(constraints) == sorted([*(f"{label.lower()}_id" for label in NodeLabel), "schemaversion_id"])
    assert statements["paper_text"] == (
        "CREATE FULLTEXT INDEX paper_text IF NOT EXISTS FOR (n:Paper) ON EACH [n.title, n.abstract]"
    )
    assert sorted(statements.keys() - set(constraints)) == ["concept_text", "paper_text"]


def test_every_statement_can_be_run_again() -> None:
    schema = load_schema()
    statements = [*embedded_statements(schema), *neo4j_statements(schema).values()]
    assert [s for s in statements if "IF NOT EXISTS" not in s] == []
