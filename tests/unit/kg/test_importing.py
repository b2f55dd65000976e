"""Graph files read back: every format, and everything that can be wrong with one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import CheckError, GraphFileError, UnknownNameError
from kg.export import export, read_graph_file
from kg.graph import KnowledgeGraph, Node
from kg.importing import load_graph
from ontology.terms import NodeLabel

METHOD = KnowledgeGraph.of(
    [Node("method:a", NodeLabel.METHOD, {"name": "a", "aliases": (), "uri": "u", "coined": False, "n_papers": 0})], []
)
IRI = "<https://w3id.org/scholargraph/id/method:a>"
SG = "https://w3id.org/scholargraph/ontology#"


@pytest.mark.parametrize("ending", ["jsonl", "jsonld", "nt", "rdf", "trig", "ttl", "ttl.gz", "jsonl.gz"])
def test_every_format_comes_back(ending: str, full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(full_graph, tmp_path / f"graph.{ending}")
    assert read_graph_file(tmp_path / f"graph.{ending}") == full_graph


def test_empty_graph_comes_back(tmp_path: Path) -> None:
    empty = KnowledgeGraph.of([], [])
    export(empty, tmp_path / "graph.ttl")
    assert load_graph(tmp_path / "graph.ttl") == empty


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("hello world", r"graph\.nt:\d+: not N-Triples"),
        (f'{IRI} <http://a b> "x" .', r"graph\.nt:\d+: .*Invalid IRI"),
        (f'{IRI} <http://example.org/colour> "red" .', "method:a.*example.org/colour.*does not know"),
        (f"{IRI} <{SG}broader> <https://w3id.org/scholargraph/id/method:b> .", "method:b.*not there"),
        (f'{IRI} <{SG}broader> "b" .', "method:a.*not the IRI of a node"),
        (f"{IRI} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SG}Task> .", "several types: Method, Task"),
        ('<http://example.org/x> <http://example.org/p> "y" .', "example.org/x.*neither a node"),
        (f'{IRI} <{SG}coined> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .', "2 values.*takes one"),
    ],
)
def test_line_too_many_is_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    export(METHOD, path)
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(GraphFileError, match=message):
        load_graph(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (r'"false"\^\^<[^>]*>', '"maybe"', "method:a.*maybe.*coined.*takes xsd:boolean"),
        (r'"0"\^\^<[^>]*>', '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', "method:a.*takes xsd:integer"),
        (r"ontology/[0-9.]+>", "ontology/0.0.1>", r"ontology is .*0\.0\.1"),
        (r'"method:a"', '"method:b"', "method:a.*than its IRI"),
        (r"(?m)^.*conformsTo.*$", "", "no version of ours"),
    ],
)
def test_altered_line_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    export(METHOD, path)
    changed, n = re.subn(old, new, path.read_text("utf-8"))
    assert n
    path.write_text(changed, "utf-8")
    with pytest.raises(GraphFileError, match=message):
        load_graph(path)


def test_missing_property_is_named(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    export(METHOD, path)
    path.write_text(re.sub(r"(?m)^.*#coined.*\n", "", path.read_text("utf-8")), "utf-8")
    with pytest.raises(CheckError, match="method:a"):
        load_graph(path)


def test_file_that_is_not_there_or_no_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphFileError, match="no such file"):
        load_graph(tmp_path / "graph.ttl")
    (tmp_path / "graph.gexf").write_text("<gexf/>")
    with pytest.raises(UnknownNameError, match="jsonl"):
        load_graph(tmp_path / "graph.gexf")
    (tmp_path / "graph.ttl.gz").write_bytes(b"\x1f\x8bnot gzip")
    with pytest.raises(GraphFileError, match=r"graph\.ttl\.gz"):
        load_graph(tmp_path / "graph.ttl.gz")
