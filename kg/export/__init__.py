"""The graph as a file: RDF, GraphML, GEXF and JSON Lines."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from kg.errors import GraphFileError, OutputError, UnknownNameError
from kg.export.graphml import write_gexf, write_graphml
from kg.export.jsonl import read_graph_jsonl, write_jsonl
from kg.export.jsonld import write_jsonld
from kg.export.rdf_reading import RDF_FORMATS, read_graph_rdf
from kg.export.rdfxml import write_rdfxml
from kg.export.turtle import write_ntriples, write_trig, write_turtle
from kg.graph import KnowledgeGraph
from kg.output import STANDARD_OUTPUT, whole_file

__all__ = ["FORMATS", "check_format", "export", "read_graph_file", "read_graph_jsonl"]

Writer: TypeAlias = Callable[[KnowledgeGraph, BinaryIO], None]

_WRITERS: Mapping[str, Writer] = {
    "gexf": write_gexf,
    "graphml": write_graphml,
    "jsonl": write_jsonl,
    "jsonld": write_jsonld,
    "nt": write_ntriples,
    "rdf": write_rdfxml,
    "trig": write_trig,
    "ttl": write_turtle,
}
_GZIP = "gz"
FORMATS = tuple(name + ending for name in sorted(_WRITERS) for ending in ("", f".{_GZIP}"))


def export(graph: KnowledgeGraph, target: str | Path | BinaryIO, *, format: str | None = None) -> None:
    """Write a graph to a file or a stream; the same graph gives the same bytes.

    Args:
        graph: A graph that the ontology allows.
        target: A path, ``-`` for standard output, or a binary stream. A file appears when it is complete; one that was
            there is replaced.
        format: One of `FORMATS`; by default the ending of the path.

    Raises:
        UnknownNameError: There is no such format, or the target has no ending to tell it from.
        CheckError: The graph holds something that the format cannot express.
        OutputError: The file cannot be written.
    """
    path = target if isinstance(target, str | Path) else ""
    name, is_compressed = _resolve(path, format)
    with _open(target) as stream:
        if is_compressed:
            # No file name and no time in the header.
            with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as compressed:
                _WRITERS[name](graph, cast("BinaryIO", compressed))
        else:
            _WRITERS[name](graph, stream)


def read_graph_file(path: str | Path) -> KnowledgeGraph:
    """Return the graph of a file that `export` made: JSON Lines or one of the RDF formats, gzipped or not.

    Raises:
        UnknownNameError: The ending of the path is not that of a format that can be read back.
        GraphFileError: The file cannot be read, or does not hold a graph in this format.
    """
    if not Path(path).is_file():
        raise GraphFileError(str(path), 0, "there is no such file")
    known = sorted(["jsonl", *RDF_FORMATS])
    endings = [ending.lstrip(".").lower() for ending in Path(path).suffixes]
    if endings[-1:] == [_GZIP]:
        endings.pop()
    name = endings[-1] if endings else ""
    if name not in known:
        raise UnknownNameError("import format", name or str(path), known)
    return read_graph_jsonl(path) if name == "jsonl" else read_graph_rdf(path, name)


def check_format(path: str | Path, format: str | None = None) -> None:
    """Do nothing where `export` knows the format of a path.

    Raises:
        UnknownNameError: There is no such format, or the path has no ending to tell it from.
    """
    _resolve(path, format)


def _resolve(path: str | Path, format_name: str | None) -> tuple[str, bool]:
    """Return the name of a format, and whether to compress; an ending ``.gz`` of the path compresses in any case."""
    endings = [ending.lstrip(".").lower() for ending in Path(path).suffixes]
    is_compressed = endings[-1:] == [_GZIP]
    if is_compressed:
        endings.pop()
    name = endings[-1] if endings else ""
    if format_name is not None:
        name = format_name.lower().lstrip(".")
        is_compressed = is_compressed or name.endswith(f".{_GZIP}")
        name = name.removesuffix(f".{_GZIP}")
    if name not in _WRITERS:
        raise UnknownNameError("export format", format_name or name or str(path), FORMATS)
    return name, is_compressed


@contextmanager
def _open(target: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(target, str | Path):
        yield target
    elif str(target) == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif Path(target).exists() and not Path(target).is_file():
        try:
            with Path(target).open("wb") as device:  # a pipe or device keeps its place
                yield device
        except OSError as err:
            raise OutputError(str(target), err.strerror or str(err)) from err
    else:
        with whole_file(target) as draft, draft.open("wb") as file:
            yield file
