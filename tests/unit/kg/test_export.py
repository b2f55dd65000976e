"""Dispatch of exports: formats by ending, streams, compression, files that appear whole."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import CheckError, OutputError, UnknownNameError
from kg.export import FORMATS, check_format, export
from kg.graph import KnowledgeGraph, Node
from ontology.terms import NodeLabel

PLAIN_FORMATS = [name for name in FORMATS if not name.endswith(".gz")]
BROKEN = KnowledgeGraph.of([Node("method:a", NodeLabel.METHOD, {"name": "a", "colour": "red"})], [])


def exported(graph: KnowledgeGraph, name: str) -> bytes:
    stream = io.BytesIO()
    export(graph, stream, format=name)
    return stream.getvalue()


def test_formats_are_those_of_the_manual() -> None:
    assert PLAIN_FORMATS == ["gexf", "graphml", "jsonl", "jsonld", "nt", "rdf", "trig", "ttl"]


def test_documentation_lists_every_format() -> None:
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `\.(\w+)` \|", page, re.MULTILINE)) == PLAIN_FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_ending_gives_the_format(name: str, full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(full_graph, tmp_path / f"my.graph.{name}")
    assert (tmp_path / f"my.graph.{name}").read_bytes() == exported(full_graph, name)


@pytest.mark.parametrize("name", PLAIN_FORMATS)
def test_gzip_holds_the_plain_export(name: str, full_graph: KnowledgeGraph) -> None:
    assert gzip.decompress(exported(full_graph, f"{name}.gz")) == exported(full_graph, name)


@pytest.mark.parametrize(
    ("path", "name"), [("graph.TTL", "ttl"), ("graph.data.gz", "ttl.gz"), ("graph", "ttl"), ("a.b/graph", "ttl")]
)
def test_format_may_be_named(path: str, name: str, full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    export(full_graph, tmp_path / path, format="ttl")
    assert (tmp_path / path).read_bytes() == exported(full_graph, name)


def test_dash_is_standard_output(full_graph: KnowledgeGraph, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    export(full_graph, "-", format="nt")
    assert capfdbinary.readouterr().out == exported(full_graph, "nt")


@pytest.mark.parametrize(
    ("path", "name", "shown"),
    [
        ("graph.owl", None, "owl"),
        ("graph.owl.gz", None, "owl"),
        ("graph", None, "graph"),
        ("-", None, "-"),
        (".ttl", None, ".ttl"),
        ("graph.ttl", "turtle", "turtle"),
    ],
)
def test_unknown_format_lists_the_known_ones(path: str, name: str | None, shown: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        check_format(path, name)
    assert str(caught.value) == f"unknown export format {shown!r}; known: {', '.join(sorted(FORMATS))}"


def test_unknown_format_writes_nothing(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        export(full_graph, tmp_path / "graph.owl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("known", ["graph.ttl", "graph.nt.gz"])
def test_known_format_passes_the_check(known: str) -> None:
    check_format(known)


def test_failed_export_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old")
    with pytest.raises(CheckError):
        export(BROKEN, target)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("graph.ttl", "old")]


def test_missing_folder_is_an_error_that_names_the_file(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "none" / "graph.ttl"
    with pytest.raises(OutputError) as caught:
        export(full_graph, target)
    assert str(caught.value) == (
        f"cannot write {target}: No such file or directory; check the folder and its permissions"
    )


def test_folder_is_no_target(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(OutputError, match="Is a directory"):
        export(full_graph, tmp_path / "graph.ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_named_pipe_stays_a_pipe(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.ttl"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        export(full_graph, pipe)
        received = reader.communicate(timeout=30)[0]
    assert received == exported(full_graph, "ttl")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


_PROGRAM = """
import sys
from kg.export import export, read_graph_jsonl
for name in sys.argv[2:]:
    export(read_graph_jsonl(sys.argv[1]), "-", format=name)
"""


def test_bytes_do_not_depend_on_hash_seed_or_time_zone(full_graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(full_graph, tmp_path / "graph.jsonl")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(tmp_path / "graph.jsonl"), *FORMATS],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in [("1", "UTC"), ("2", "Pacific/Kiritimati")]
    }
    assert outputs == {b"".join(exported(full_graph, name) for name in FORMATS)}


@pytest.mark.parametrize("name", PLAIN_FORMATS)
def test_empty_graph_can_be_exported(name: str) -> None:
    assert exported(KnowledgeGraph.of([], []), name) == exported(KnowledgeGraph.of([], []), name)


@pytest.mark.parametrize("name", PLAIN_FORMATS)
def test_export_equals_the_golden_file(name: str, full_graph: KnowledgeGraph) -> None:
    golden = Path(__file__).parents[2] / "golden" / "export" / f"graph.{name}"
    assert exported(full_graph, name).decode() == golden.read_text(encoding="utf-8")
