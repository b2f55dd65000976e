"""Commands that write the graph of the store to files, and check it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Json, Target, opened
from kg.console import print_rows


@app.command(epilog="Example: kg export graph.ttl")
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The ending gives the format; - is standard output.")],
    format_: Annotated[str | None, typer.Option("--format", help="Format, for standard output.")] = None,
    store: Target = None,
) -> None:
    """Write the graph as RDF (.ttl .nt .jsonld .rdf .trig), GraphML, GEXF or JSON Lines."""
    from kg.export import check_format
    from kg.export import export as write

    check_format(file, format_)
    with opened(store) as graph_store:
        write(graph_store.read_graph(), file, format=format_)


@app.command("import", epilog="Example: kg import graph.ttl --store copy.db")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="From kg export: RDF or JSON Lines, also .gz.")],
    store: Target = None,
) -> None:
    """Make a store of a file that kg export wrote (.ttl .nt .jsonld .rdf .trig .jsonl)."""
    from kg.importing import import_graph, load_graph

    graph = load_graph(file)  # before the store is made: a bad file leaves none behind
    with opened(store, create=True) as graph_store:
        report = import_graph(graph_store, graph)
    typer.echo(f"{report.n_new_nodes} nodes, {report.n_new_relationships} relationships")


@app.command(epilog="Example: kg draw explorer.html")
def draw(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="explorer.html, or a picture: .png, .svg.")],
    store: Target = None,
) -> None:
    """Draw the graph: an interactive page in one file, or a picture."""
    from kg.viz import check_format
    from kg.viz import draw as write

    check_format(file)
    with opened(store) as graph_store:
        write(graph_store.read_graph(), file)


@app.command(epilog="Example: kg check")
def check(store: Target = None, json: Json = False) -> None:
    """Compare the graph with the ontology; exit code 1 when something is not allowed."""
    from kg.check import check_graph

    with opened(store) as graph_store:
        violations = check_graph(graph_store.read_graph())
    print_rows([{"subject": v.subject, "rule": v.rule, "found": v.found} for v in violations], as_json=json)
    if violations:
        raise typer.Exit(1)
