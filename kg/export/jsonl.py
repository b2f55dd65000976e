"""JSON Lines: the whole property graph, one node or relationship a line, written and read back without loss.

The layout is that of Neo4j's ``apoc.export.json.all``, so that ``apoc.import.json`` reads it too:

    {"type": "node", "id": "method:mamba", "labels": ["Concept", "Method"], "properties": {"id": "method:mamba", ...}}
    {"type": "relationship", "id": "...", "label": "USES", "start": {"id": ..., "labels": [...]}, "end": ..., ...}
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.errors import CheckError, GraphFileError
from kg.graph import KnowledgeGraph, Node, Properties, Relationship, Value
from kg.identifiers import content_hash
from ontology.namespaces import node_iri
from ontology.terms import NodeLabel, RelationType

_GZIP_MAGIC = b"\x1f\x8b"


def write_jsonl(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as JSON Lines: nodes in the order of ids, then relationships in the order of keys.

    Raises:
        CheckError: A number is infinite or none.
    """
    for record in _records(graph):
        stream.write(_line(record))


def read_graph_jsonl(path: str | Path) -> KnowledgeGraph:
    """Return the graph of a file that `write_jsonl` made, gzipped or not.

    Raises:
        GraphFileError: The file cannot be read, or a line does not follow the layout.
    """
    try:
        content = Path(path).read_bytes()
        if content.startswith(_GZIP_MAGIC):
            content = gzip.decompress(content)
    except (OSError, EOFError) as err:
        raise GraphFileError(str(path), 0, str(err)) from err
    return _read_lines(content.split(b"\n"), str(path))


def _records(graph: KnowledgeGraph) -> Iterator[dict[str, object]]:
    for node in graph.nodes.values():
        yield {"type": "node", **_reference(graph, node.id), "properties": {"id": node.id, **node.properties}}
    for relationship in graph.relationships.values():
        ends = [str(node_iri(relationship.start)), str(node_iri(relationship.end))]
        yield {
            "type": "relationship",
            "id": content_hash([relationship.type, *ends]),
            "label": relationship.type,
            "start": _reference(graph, relationship.start),
            "end": _reference(graph, relationship.end),
            "properties": dict(relationship.properties),
        }


def _reference(graph: KnowledgeGraph, node_id: str) -> dict[str, object]:
    node = graph.nodes.get(node_id)
    return {"id": node_id, "labels": list(node.labels) if node else []}


def _line(record: Mapping[str, object]) -> bytes:
    try:
        text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    except ValueError as err:
        raise CheckError(f"{record['id']}: a number is infinite or none, which JSON cannot hold; run kg check") from err
    try:
        return f"{text}\n".encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can escape and UTF-8 cannot encode
        return f"{json.dumps(record)}\n".encode()


def _read_lines(lines: Iterable[bytes], file: str) -> KnowledgeGraph:
    nodes: list[Node] = []
    relationships: list[Relationship] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if record["type"] == "node":
                nodes.append(_node(record))
            elif record["type"] == "relationship":
                relationships.append(_relationship(record))
            else:
                raise ValueError(f"type is {record['type']!r}, not node or relationship")
        except KeyError as err:
            raise GraphFileError(file, number, f"the key {err} is missing") from err
        except (ValueError, TypeError, AttributeError) as err:
            raise GraphFileError(file, number, str(err)) from err
    return KnowledgeGraph.of(nodes, relationships)


def _node(record: Mapping[str, Mapping[str, object]]) -> Node:
    properties = {name: value for name, value in record["properties"].items() if name != "id"}
    return Node(_text(record["id"]), NodeLabel(list(record["labels"])[-1]), _properties(properties))


def _relationship(record: Mapping[str, Mapping[str, object]]) -> Relationship:
    start, end = _text(record["start"]["id"]), _text(record["end"]["id"])
    return Relationship(RelationType(_text(record["label"])), start, end, _properties(record["properties"]))


def _properties(properties: Mapping[str, object]) -> Properties:
    return {name: _value(name, value) for name, value in properties.items()}


def _value(name: str, value: object) -> Value:
    if isinstance(value, list):
        if all(isinstance(v, str) for v in value) or all(type(v) is int for v in value):
            return tuple(value)
        raise ValueError(f"{name} is a list of something else than texts or whole numbers")
    if isinstance(value, str | int | float):
        return value
    raise ValueError(f"{name} is {value!r}, not a text, number, truth value or list")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is not a text")
