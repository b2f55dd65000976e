"""Commands that ask the graph in the store."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Json, Limit, Target, opened
from kg.console import print_json, print_rows, print_text


@app.command(epilog="Example: kg query --name papers-on-dataset --param dataset=GSM8K")
def query(
    text: Annotated[str | None, typer.Argument(metavar="CYPHER", help="A statement that only reads.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="A query of the library.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="KEY=VALUE", help="Repeatable.")] = None,
    list_queries: Annotated[bool, typer.Option("--list", help="List the queries of the library.")] = False,
    timeout: Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help="Time limit.")] = 60.0,
    store: Target = None,
    json: Json = False,
) -> None:
    """Ask the graph in Cypher, or with a query of the library."""
    from kg.queries import load_queries, run_query

    if list_queries:
        print_rows([q.to_row() for q in load_queries().values()], as_json=json)
        return
    if (text is None) == (name is None):
        raise typer.BadParameter("give either a statement or --name; --list shows the names")
    parameters = dict(_key_value(p) for p in param or [])
    with opened(store) as graph_store:
        if name is not None:
            rows = run_query(graph_store, name, parameters)
        else:
            rows = graph_store.query(str(text), parameters, timeout_s=timeout)
    print_rows(rows, as_json=json)


def _key_value(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise typer.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="--param")
    return key, value


@app.command(epilog='Example: kg related "KIVI" --limit 5')
def related(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Id, title, or part of a title.")],
    limit: Limit = 10,
    store: Target = None,
    json: Json = False,
) -> None:
    """List the papers that share most with one paper, and say what both do."""
    from kg.lookup import related_papers

    with opened(store) as graph_store:
        rows = related_papers(graph_store, paper, limit=limit)
    if json:
        print_json(rows)
    else:
        print_rows([{key: row[key] for key in ("title", "weight", "why", "id")} for row in rows])


@app.command(epilog="Example: kg links --papers 30 --nearest 5")
def links(
    papers: Annotated[int, typer.Option("--papers", min=1, help="Papers, evenly spread over the ids.")] = 10,
    nearest: Annotated[int, typer.Option("--nearest", min=1, help="Neighbours of each.")] = 5,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a table in Markdown.")] = False,
    store: Target = None,
    json: Json = False,
) -> None:
    """Show how papers are linked: some papers, those nearest to them, and what both do."""
    from dataclasses import asdict

    from kg.nearest import neighbourhoods, summary, to_markdown, to_rows

    with opened(store) as graph_store:
        found = neighbourhoods(graph_store, n_papers=papers, n_nearest=nearest)
    if json:
        print_json([asdict(one) for one in found])
    elif markdown:
        print_text(to_markdown(found))
    else:
        print_rows(to_rows(found))
        print_text(summary(found, n_nearest=nearest))


@app.command(epilog="Example: kg show Mamba")
def show(
    what: Annotated[str, typer.Argument(metavar="PAPER|CONCEPT", help="Id, title, name or alias.")],
    store: Target = None,
    json: Json = False,
) -> None:
    """Show one paper or concept with its relations, each with its quotes."""
    from kg.lookup import describe

    with opened(store) as graph_store:
        entry = describe(graph_store, what)
    if json:
        print_json(entry.to_json())
    else:
        print_text(entry.to_text())


@app.command(epilog='Example: kg search "linear attention"')
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words that must all occur.")],
    limit: Limit = 10,
    store: Target = None,
    json: Json = False,
) -> None:
    """Find papers by title and abstract, and concepts by name."""
    with opened(store) as graph_store:
        hits = graph_store.search(text, limit=limit)
    print_rows(
        [{"id": hit.id, "label": hit.label.value, "name": hit.name, "score": round(hit.score, 3)} for hit in hits],
        as_json=json,
    )


@app.command(epilog="Example: kg stats --json")
def stats(
    top: Annotated[int, typer.Option("--top", min=0, help="Concepts listed per type.")] = 5,
    store: Target = None,
    json: Json = False,
) -> None:
    """Count nodes and relationships, and list the concepts of most papers."""
    from kg.lookup import describe_counts, top_concepts

    with opened(store) as graph_store:
        counts = graph_store.counts()
        if json:
            print_json({"papers": counts.papers, "nodes": counts.nodes, "relationships": counts.relationships})
            return
        print_rows(describe_counts(counts))
        print_text("")
        print_rows(top_concepts(graph_store, top=top))
