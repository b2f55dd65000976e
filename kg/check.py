"""A graph against the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import CheckError
from kg.graph import KnowledgeGraph, Properties, Relationship
from ontology.schema import PropertyRule, Schema, load_schema


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that the ontology does not allow.

    Attributes:
        subject: The node's id, or ``start -[TYPE]-> end``.
        rule: What the ontology asks.
        found: What is there instead.
    """

    subject: str
    rule: str
    found: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.rule}; found {self.found}"


def check_graph(graph: KnowledgeGraph, schema: Schema | None = None) -> list[Violation]:
    """Return everything in a graph that the ontology does not allow, sorted; an empty list for a sound graph."""
    schema = schema or load_schema()
    return sorted([*_check_nodes(graph, schema), *_check_relationships(graph, schema)])


def require_sound(graph: KnowledgeGraph) -> None:
    """Do nothing for a graph that the ontology allows.

    Raises:
        CheckError: The graph holds something else; the message names the first violation and counts them.
    """
    violations = check_graph(graph)
    if violations:
        n = len(violations)
        raise CheckError(f"the graph breaks the ontology in {n} place{'' if n == 1 else 's'}, first {violations[0]}")


def _check_nodes(graph: KnowledgeGraph, schema: Schema) -> Iterator[Violation]:
    for node in graph.nodes.values():
        rules = schema.node_properties.get(node.label)
        if rules is None:
            yield Violation(node.id, f"a label of {', '.join(sorted(schema.superclasses))}", node.label)
        else:
            yield from _check_properties(node.id, {"id": node.id, **node.properties}, rules)


def _check_relationships(graph: KnowledgeGraph, schema: Schema) -> Iterator[Violation]:
    for relationship in graph.relationships.values():
        subject = f"{relationship.start} -[{relationship.type}]-> {relationship.end}"
        yield from _check_ends(subject, relationship, graph, schema)
        rules = schema.relationship_properties.get(relationship.type, {})
        yield from _check_properties(subject, relationship.properties, rules)


def _check_ends(subject: str, relationship: Relationship, graph: KnowledgeGraph, schema: Schema) -> Iterator[Violation]:
    rule = schema.relations.get(relationship.type)
    if rule is None:
        yield Violation(subject, f"a relationship type of {', '.join(sorted(schema.relations))}", relationship.type)
        return
    for end, node_id, label in (
        ("a start", relationship.start, rule.domain),
        ("an end", relationship.end, rule.range),
    ):
        node = graph.nodes.get(node_id)
        if node is None:
            yield Violation(subject, f"{end} node that is in the graph", "none")
        elif not schema.is_a(node.label, label):
            yield Violation(subject, f"{end} node labelled {label}", node.label)


def _check_properties(subject: str, properties: Properties, rules: Mapping[str, PropertyRule]) -> Iterator[Violation]:
    for name in sorted(rules.keys() - properties.keys()):
        if rules[name].is_required:
            yield Violation(subject, f"the property {name}", "none")
    for name in sorted(properties):
        if name not in rules:
            yield Violation(subject, f"a property of {', '.join(sorted(rules)) or 'none'}", name)
        elif not rules[name].accepts(properties[name]):
            kind = (
                f"list of {rules[name].value_type.__name__}" if rules[name].is_list else rules[name].value_type.__name__
            )
            yield Violation(subject, f"{name} as {kind}", repr(properties[name]))
