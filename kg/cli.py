"""The command line: one verb per command, each a thin cover over one function of the library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.profiles import DEFAULT_PROFILE, Profile
from kg.console import print_json, print_rows, print_text, report_set_aside, set_up_logging, talk, track
from kg.errors import KGError, StoreAuthError
from kg.settings import load_settings
from kg.version import VERSION

if TYPE_CHECKING:
    from kg.run import ExtractionOptions
    from kg.store import GraphStore

app = typer.Typer(
    name="kg",
    help="Turn paper abstracts into a knowledge graph, and ask it.",
    epilog="Example: kg build papers/ && kg stats",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[
    list[str] | None, typer.Argument(metavar="SOURCE...", help="Files or folders of documents; - is standard input.")
]
Sample = Annotated[bool, typer.Option("--sample", help="Add the sample corpus that ships with the package.")]
Target = Annotated[
    str | None,
    typer.Option("--store", metavar="PATH|URI", show_default="kg.db", help="Embedded store or Neo4j server."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail where input would be set aside.")]
ProfileName = Annotated[
    Profile | None,
    typer.Option("--profile", help=f"How concepts are found.  [default: {DEFAULT_PROFILE}]", show_default=False),
]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="SHARE", min=0.0, max=1.0, help="Drop mentions less likely to be right."),
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="Number of rows at most.")]


def main() -> None:
    """Run the command line; an expected error is one line on standard error and exit code 1."""
    try:
        app()
    except KGError as err:
        talk.print(f"error: {err}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of a pipe, e.g. head, has seen enough
        sys.stderr.close()
        sys.exit(0)


def _print_version(wanted: bool) -> None:
    if wanted:
        print_text(f"kg {VERSION}")
        raise typer.Exit


@app.callback()
def common(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell on standard error what is done.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and stop.")
    ] = False,
) -> None:
    """Set what holds for every command."""
    set_up_logging(verbose=verbose)


@contextmanager
def opened(target: str | None, *, create: bool = False) -> Iterator[GraphStore]:
    """Open the store that a flag, the environment or the settings file names; ask for a password where needed."""
    from kg.store import is_server, open_store

    settings = load_settings(store=target)
    if is_server(settings.store) and settings.password is None:
        if not sys.stdin.isatty():
            raise StoreAuthError(f"{settings.store} needs a password; set KG_NEO4J_PASSWORD")
        settings = replace(settings, password=typer.prompt("Password", hide_input=True, err=True))
    with open_store(
        settings.store,
        password=settings.password,
        user=settings.user,
        database=settings.database,
        create=create,
    ) as store:
        yield store


def _options(profile: Profile | None, min_confidence: float | None) -> ExtractionOptions:
    from kg.run import ExtractionOptions

    return ExtractionOptions(load_settings(profile=profile).profile, min_confidence)


def _inputs(sources: list[str] | None, *, sample: bool) -> list[str]:
    from kg.sample import sample_path

    inputs = [*(sources or []), *([str(sample_path())] if sample else [])]
    if not inputs:
        raise typer.BadParameter("name at least one file or folder, or use --sample", param_hint="SOURCE")
    return inputs


@app.command(epilog="Example: kg build listings/*.txt --store neo4j://localhost:7687")
def build(
    sources: Sources = None,
    sample: Sample = False,
    profile: ProfileName = None,
    min_confidence: MinConfidence = None,
    store: Target = None,
    json: Json = False,
    strict: Strict = False,
) -> None:
    """Read documents, extract from them, and bring the graph in the store up to date.

    A source may also be a file that kg extract wrote.
    """
    from kg.run import read_sources, run_build

    options = _options(profile, min_confidence)
    papers = read_sources(_inputs(sources, sample=sample), strict=strict)
    with opened(store, create=True) as graph_store:
        report = run_build(
            papers, graph_store, options=options, track=lambda items, total: track(items, "extracting", total)
        )
    if json:
        print_json(report.to_json())
    else:
        report_set_aside(report.set_aside)
        print_text(report.summary())


@app.command(epilog="Example: kg extract listings/*.txt -o extractions.jsonl")
def extract(
    sources: Sources = None,
    sample: Sample = False,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")] = "-",
    profile: ProfileName = None,
    min_confidence: MinConfidence = None,
    strict: Strict = False,
) -> None:
    """Write the mentions and results of documents, one paper a line, as JSON Lines."""
    from kg.run import read_sources, run_extract

    options = _options(profile, min_confidence)
    papers = read_sources(_inputs(sources, sample=sample), strict=strict)
    run_extract(papers, output, options=options, track=lambda items, total: track(items, "extracting", total))
    report_set_aside(papers.corpus.set_aside)


@app.command(epilog="Example: kg evaluate gold.jsonl extractions.jsonl --json")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated abstracts.")],
    predicted: Annotated[
        Path | None, typer.Argument(metavar="EXTRACTIONS", help="What kg extract wrote; made now if not given.")
    ] = None,
    profile: ProfileName = None,
    min_confidence: MinConfidence = None,
    json: Json = False,
) -> None:
    """Compare extractions with annotated abstracts: precision, recall and F1 per type, roles and results."""
    from kg.run import run_evaluate

    evaluation = run_evaluate(gold, predicted, options=_options(profile, min_confidence))
    if json:
        print_json(evaluation.to_json())
    else:
        print_rows(evaluation.to_rows())


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
    """List the papers that share most with one paper, and the concepts that they share."""
    from kg.lookup import related_papers

    with opened(store) as graph_store:
        print_rows(related_papers(graph_store, paper, limit=limit), as_json=json)


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


@app.command(epilog="Example: kg check")
def check(store: Target = None, json: Json = False) -> None:
    """Compare the graph with the ontology; exit code 1 when something is not allowed."""
    from kg.check import check_graph

    with opened(store) as graph_store:
        violations = check_graph(graph_store.read_graph())
    print_rows([{"subject": v.subject, "rule": v.rule, "found": v.found} for v in violations], as_json=json)
    if violations:
        raise typer.Exit(1)
