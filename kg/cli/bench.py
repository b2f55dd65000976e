"""Commands that measure."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Json, ProfileName, Sample, Sources, extraction_options, named_inputs
from kg.console import print_json, print_rows

bench = typer.Typer(help="Measure what steps cost.", no_args_is_help=True)
app.add_typer(bench, name="bench")


@bench.command(epilog="Example: kg bench extract arxiv.jsonl.gz --limit 500")
def extract(
    sources: Sources = None,
    sample: Sample = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Documents at most.")] = None,
    json: Json = False,
) -> None:
    """Measure extraction by each profile on one core, beside a named-entity tagger of spaCy."""
    from kg.benchmarks.extract import measure_extraction

    print_rows(measure_extraction(named_inputs(sources, sample=sample), limit=limit), as_json=json)


@bench.command(epilog="Example: kg bench link --sample --papers 100000")
def link(
    sources: Sources = None,
    sample: Sample = False,
    papers: Annotated[int, typer.Option("--papers", min=1, help="Made-up papers at most, in steps of ten.")] = 100_000,
    profile: ProfileName = None,
    json: Json = False,
) -> None:
    """Measure what linking adds to extraction, and how it grows over made-up papers."""
    from kg.benchmarks.link import SIZES, measure_growth, measure_share
    from kg.run import read_sources

    corpus = read_sources(named_inputs(sources, sample=sample)).corpus
    share = measure_share(corpus.documents, profile=extraction_options(profile, None).profile)
    rates = [rate.to_json() for rate in measure_growth([size for size in SIZES if size <= papers] or [papers])]
    if json:
        print_json({"share": share.to_json(), "growth": rates})
    else:
        print_rows([share.to_json()])
        print_rows(rates)
