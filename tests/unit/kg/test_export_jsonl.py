"""JSON Lines: the whole graph, read back as it was."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from kg.errors import CheckError, GraphFileError
from kg.export import export, read_graph_jsonl
from kg.graph import KnowledgeGraph, Node
from ontology.terms import NodeLabel

MIXED = "aliases is a list of something else than texts or whole numbers"
NODE = '{"type": "node", "id": "method:a", "labels": ["Concept", "Method"], "properties": {"id": "method:a"}}'
USES = '{"type": "relationship", "label": "USES", "start": {"id": "a"}, "end": {"id": "b"}, "properties": {}}'


def test_graph_comes_back(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(full_graph, tmp_path / "graph.jsonl")
    assert read_graph_jsonl(tmp_path / "graph.jsonl") == full_graph


def test_types_of_values_come_back(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(full_graph, tmp_path / "graph.jsonl")
    graph = read_graph_jsonl(tmp_path / "graph.jsonl")
    for key, node in full_graph.nodes.items():
        assert {k: type(v) for k, v in graph.nodes[key].properties.items()} == {
            k: type(v) for k, v in node.properties.items()
        }


def test_compressed_graph_is_recognised_by_content(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(full_graph, tmp_path / "graph.jsonl.gz")
    renamed = (tmp_path / "graph.jsonl.gz").rename(tmp_path / "graph")
    assert read_graph_jsonl(str(renamed)) == full_graph


def test_layout_is_that_of_apoc(full_graph: KnowledgeGraph) -> None:
    stream = io.BytesIO()
    export(full_graph, stream, format="jsonl")
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [r["type"] for r in records] == ["node"] * len(full_graph.nodes) + ["relationship"] * len(
        full_graph.relationships
    )
    broader = next(r for r in records if r.get("label") == "BROADER")
    assert broader == {
        "type": "relationship",
        "id": broader["id"],
        "label": "BROADER",
        "start": {"id": "method:tinynet", "labels": ["Concept", "Method"]},
        "end": {"id": "method:network", "labels": ["Concept", "Method"]},
        "properties": {},
    }
    assert len({r["id"] for r in records}) == len(records)


@pytest.mark.parametrize("text", ["a\ud800b", "\x00", "\u2028\u2029\x85", "日本"], ids=ascii)
def test_any_text_comes_back(text: str, tmp_path: Path) -> None:
    graph = KnowledgeGraph.of([Node(f"method:{text}", NodeLabel.METHOD, {"name": text, "aliases": (text,)})], [])
    export(graph, tmp_path / "graph.jsonl")
    assert read_graph_jsonl(tmp_path / "graph.jsonl") == graph


def test_blank_lines_and_carriage_returns_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "graph.jsonl").write_bytes(f"\r\n{NODE}\r\n\n".encode())
    assert read_graph_jsonl(tmp_path / "graph.jsonl") == KnowledgeGraph.of([Node("method:a", NodeLabel.METHOD)], [])


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_number_that_json_does_not_have_is_an_error(value: float) -> None:
    graph = KnowledgeGraph.of([Node("result:a", NodeLabel.RESULT, {"value": value})], [])
    with pytest.raises(CheckError, match=r"^result:a: a number is infinite or none"):
        export(graph, io.BytesIO(), format="jsonl")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "list indices must be integers or slices, not str"),
        ('{"type": "edge"}', "type is 'edge', not node or relationship"),
        ('{"id": "a"}', "the key 'type' is missing"),
        (NODE.replace("Method", "Venue"), "'Venue' is not a valid NodeLabel"),
        (NODE.replace('"id": "method:a", "l', '"id": 7, "l'), "7 is not a text"),
        (NODE.replace('{"id": "method:a"}', '{"name": null}'), "name is None, not a text, number, truth value or list"),
        (NODE.replace('{"id": "method:a"}', '{"aliases": ["a", 1]}'), MIXED),
        (NODE.replace('{"id": "method:a"}', '{"aliases": [true]}'), MIXED),
        (USES.replace("USES", "LIKES"), "'LIKES' is not a valid RelationType"),
        (USES.replace('"end"', '"finish"'), "the key 'end' is missing"),
    ],
    ids=range(11),
)  # fmt: skip
def test_malformed_line_is_named(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    path.write_text(f"{NODE}\n{line}\n", encoding="utf-8")
    with pytest.raises(GraphFileError) as caught:
        read_graph_jsonl(path)
    assert str(caught.value) == f"{path}:2: {reason}; write the file again with kg export"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphFileError) as caught:
        read_graph_jsonl(tmp_path / "none.jsonl")
    assert str(caught.value).startswith(f"{tmp_path / 'none.jsonl'}: [Errno 2] No such file or directory")


def test_cut_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl.gz"
    path.write_bytes(gzip.compress(f"{NODE}\n".encode())[:-9])
    with pytest.raises(GraphFileError, match="end-of-stream marker"):
        read_graph_jsonl(path)


def test_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.jsonl").write_bytes(b'{"type": "\xff"}\n')
    with pytest.raises(GraphFileError, match=r"graph\.jsonl:1: 'utf-8' codec can't decode byte 0xff"):
        read_graph_jsonl(tmp_path / "graph.jsonl")
