"""The query library as a page for people: ``python -m kg.query_documentation > docs/queries.md``."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractors.pipeline import build_pipeline, extract_documents
from extractors.readers import read_documents
from kg.builder import build_graph
from kg.graph import KnowledgeGraph
from kg.queries import load_queries, run_query
from kg.query_file import NamedQuery, Parameter, ParameterValue
from kg.sample import sample_path
from kg.store import GraphStore, open_store

_INTRODUCTION = """\
# Query library

Named questions to the graph, one file each in [`kg/cypher`](../kg/cypher). They give the same answers on the embedded
store and on Neo4j. A name given as parameter, of a concept, may be its canonical name or an alias, in upper or lower
case; that of a paper is its id or a part of its title.

    kg query --list                                           # all names
    kg query --name papers-on-dataset --param dataset=GLUE    # a table; --json gives records

In Python:

    with kg.open_store("kg.db") as store:
        rows = kg.run_query(store, "papers-on-dataset", {"dataset": "GLUE"})

The answers on this page are those on the sample corpus (`kg build --sample`), whose abstracts are retold; the page is
made by `python -m kg.query_documentation > docs/queries.md`.
"""
_N_SHOWN = 3


def document_queries(store: GraphStore) -> str:
    """Return the page, in Markdown, with answers from a store that holds the sample corpus and nothing else."""
    queries = load_queries().values()
    overview = [[f"[`{query.name}`](#{query.name})", query.purpose] for query in queries]
    lines = [_INTRODUCTION, *_table(["Query", "Answers"], overview)]
    for query in queries:
        lines += ["", *_section(query, store)]
    return "\n".join(lines) + "\n"


def sample_graph() -> KnowledgeGraph:
    """Return the graph of the sample corpus."""
    documents = read_documents([sample_path()]).documents
    return build_graph(extract_documents(build_pipeline(), documents))


def _section(query: NamedQuery, store: GraphStore) -> Iterator[str]:
    given = {p.name: _shown_value(p) for p in query.parameters if p.required or p.name == "limit"}
    rows = run_query(store, query.name, given)
    yield from [f"## {query.name}", "", query.purpose, ""]
    if query.parameters:
        yield from _table(["Parameter", "Type", "Default", "Meaning"], map(_parameter_row, query.parameters))
        yield ""
    yield f"Columns: {', '.join(f'`{column}`' for column in query.columns)}."
    yield from ["", f"    {_command(query, given)}", ""]
    yield from _table(query.columns, ([_cell(row[column]) for column in query.columns] for row in rows))


def _shown_value(parameter: Parameter) -> ParameterValue:
    return _N_SHOWN if parameter.name == "limit" else parameter.example


def _parameter_row(parameter: Parameter) -> list[str]:
    default = "" if parameter.required else f"`{json.dumps(parameter.example, ensure_ascii=False)}`"
    return [f"`{parameter.name}`", f"`{parameter.type}`", default, parameter.description]


def _command(query: NamedQuery, given: dict[str, ParameterValue]) -> str:
    words = ["kg", "query", "--name", query.name]
    for name, value in given.items():
        words += ["--param", f"{name}={','.join(value) if isinstance(value, list) else value}"]
    return shlex.join(words)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_line(header), _line(["---"] * len(header)), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main() -> None:
    """Write the page to standard output."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "kg.db")) as store:
        store.upsert(sample_graph())
        sys.stdout.write(document_queries(store))


if __name__ == "__main__":
    main()
