"""Commands from papers to extractions and graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.profiles import Device
from kg.cli.app import app
from kg.cli.options import (
    Components,
    CurationFile,
    Jobs,
    Json,
    MinConfidence,
    OnDevice,
    ProfileName,
    Sample,
    Sources,
    Strict,
    Target,
    extraction_options,
    loaded_curation,
    named_inputs,
    opened,
)
from kg.console import print_json, print_rows, print_text, report_set_aside, track

if TYPE_CHECKING:
    from extractors.evaluate import Evaluation
    from extractors.pair_scores import PairScores


@app.command(epilog="Example: kg build listings/*.txt --store neo4j://localhost:7687")
def build(
    sources: Sources = None,
    sample: Sample = False,
    profile: ProfileName = None,
    min_confidence: MinConfidence = None,
    component: Components = None,
    device: OnDevice = Device.CPU,
    jobs: Jobs = 1,
    curation: CurationFile = None,
    store: Target = None,
    json: Json = False,
    strict: Strict = False,
) -> None:
    """Read documents, extract from them, and bring the graph in the store up to date.

    A source may also be a file that kg extract wrote. The decisions of the curation file are obeyed.
    """
    from kg.run import read_sources, run_build

    options = extraction_options(profile, min_confidence, device=device, components=component, jobs=jobs)
    papers = read_sources(named_inputs(sources, sample=sample), strict=strict)
    decisions = loaded_curation(curation)
    with opened(store, create=True) as graph_store:
        report = run_build(
            papers,
            graph_store,
            options=options,
            curation=decisions,
            track=lambda items, total: track(items, "extracting", total),
        )
    if json:
        print_json(report.to_json())
    else:
        report_set_aside([*report.set_aside, *report.idle])
        print_text(report.summary())


@app.command(epilog="Example: kg extract listings/*.txt -o extractions.jsonl")
def extract(
    sources: Sources = None,
    sample: Sample = False,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")] = "-",
    profile: ProfileName = None,
    min_confidence: MinConfidence = None,
    component: Components = None,
    device: OnDevice = Device.CPU,
    jobs: Jobs = 1,
    strict: Strict = False,
) -> None:
    """Write the mentions and results of documents, one paper a line, as JSON Lines."""
    from kg.run import read_sources, run_extract

    options = extraction_options(profile, min_confidence, device=device, components=component, jobs=jobs)
    papers = read_sources(named_inputs(sources, sample=sample), strict=strict)
    run_extract(papers, output, options=options, track=lambda items, total: track(items, "extracting", total))
    report_set_aside(papers.corpus.set_aside)


@app.command(epilog="Example: kg evaluate gold.jsonl extractions.jsonl --json")
def evaluate(
    gold: Annotated[Path | None, typer.Argument(metavar="GOLD", help="Annotated abstracts.")] = None,
    predicted: Annotated[
        Path | None, typer.Argument(metavar="EXTRACTIONS", help="What kg extract wrote; made now if not given.")
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", metavar="FILE", help="Annotated pairs of names; their papers are in GOLD and beside it."
        ),
    ] = None,
    profile: ProfileName = None,
    min_confidence: MinConfidence = None,
    component: Components = None,
    device: OnDevice = Device.CPU,
    jobs: Jobs = 1,
    json: Json = False,
) -> None:
    """Compare extractions with annotated abstracts: precision, recall and F1 per type, roles and results.

    With --pairs, compare how names are linked with annotated pairs of names instead.
    """
    from kg.identity import evaluate_pairs
    from kg.run import run_evaluate

    evaluation: Evaluation | PairScores
    if pairs is not None:
        evaluation = evaluate_pairs(pairs, [path for path in (gold, predicted) if path is not None])
    elif gold is None:
        raise typer.BadParameter("name a file of annotated abstracts, or --pairs", param_hint="GOLD")
    else:
        evaluation = run_evaluate(
            gold,
            predicted,
            options=extraction_options(profile, min_confidence, device=device, components=component, jobs=jobs),
        )
    if json:
        print_json(evaluation.to_json())
    else:
        print_rows(evaluation.to_rows())
