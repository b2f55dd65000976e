"""Values between the graph and the store: properties by the rules of the ontology, results as plain dicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import singledispatch
from typing import Any, cast

from neo4j import graph as driver_graph
from neo4j import spatial, time

from kg.graph import Node, Properties, Relationship, Value
from ontology.schema import PropertyRule

Rules = Mapping[str, PropertyRule]


def node_row(node: Node, rules: Rules, *, without: Collection[str] = ()) -> dict[str, object]:
    """Return a node as one row of a write; ``props`` holds everything that the node shall have."""
    kept = {name: value for name, value in node.properties.items() if name not in without}
    return {"id": node.id, "props": {"id": node.id, **_encode(kept, rules)}}


def relationship_row(relationship: Relationship, rules: Rules) -> dict[str, object]:
    """Return a relationship as one row of a write."""
    return {
        "start": relationship.start,
        "end": relationship.end,
        "props": _encode(relationship.properties, rules),
    }


def decode_properties(stored: Mapping[str, Any], rules: Rules) -> dict[str, Value]:
    """Return stored properties as the graph holds them: lists as tuples, sorted names, ``id`` left out."""
    return {name: _decode(stored[name], rules.get(name)) for name in sorted(stored) if name != "id"}


def _encode(properties: Properties, rules: Rules) -> dict[str, object]:
    return {name: _encode_value(value, rules.get(name)) for name, value in sorted(properties.items())}


def _encode_value(value: Value, rule: PropertyRule | None) -> object:
    if isinstance(value, tuple | list):
        return list(value)
    # A whole number in a decimal property would make the property's type depend on the value.
    return float(value) if rule is not None and rule.value_type is float else value


def _decode(value: object, rule: PropertyRule | None) -> Value:
    if isinstance(value, list):
        return tuple(value)
    if rule is not None and rule.value_type is float:
        return float(cast("float", value))
    return cast("Value", value)


@singledispatch
def plain(value: object) -> object:
    """Return a value of a query's result in types that JSON knows."""
    return value


@plain.register
def _(value: list) -> list[object]:  # type: ignore[type-arg]
    return [plain(v) for v in value]


@plain.register
def _(value: dict) -> dict[str, object]:  # type: ignore[type-arg]
    return {k: plain(v) for k, v in value.items()}


@plain.register
def _(value: driver_graph.Node) -> dict[str, object]:
    properties = {k: plain(value[k]) for k in sorted(value)}
    return {"id": properties.pop("id", None), "labels": sorted(value.labels), **properties}


@plain.register
def _(value: driver_graph.Relationship) -> dict[str, object]:
    # The driver knows an end's properties only if the statement returns that node too.
    start, end = (None if n is None else n.get("id") for n in (value.start_node, value.end_node))
    return {"type": value.type, "start": start, "end": end, **{k: plain(value[k]) for k in sorted(value)}}


@plain.register
def _(value: driver_graph.Path) -> dict[str, object]:
    return {
        "nodes": [plain(n) for n in value.nodes],
        "relationships": [plain(r) for r in value.relationships],
    }


@plain.register(time.Date)
@plain.register(time.Time)
@plain.register(time.DateTime)
@plain.register(time.Duration)
def _(value: time.Date | time.Time | time.DateTime | time.Duration) -> str:
    return value.iso_format()


@plain.register
def _(value: spatial.Point) -> dict[str, object]:
    return {"srid": value.srid, "coordinates": list(value)}
