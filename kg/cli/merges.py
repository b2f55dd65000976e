"""Commands on merges and on the decisions of people about them."""

from __future__ import annotations

from typing import Annotated

import typer

from extractors.mentions import LinkReason
from kg.cli.app import app
from kg.cli.options import CurationFile, Json, Limit, Target, curation_path, loaded_curation, opened
from kg.console import print_json, print_rows, print_text, report_set_aside
from kg.errors import CurationError
from ontology.terms import ConceptType

merges = typer.Typer(help="Show which names became one concept, and decide otherwise.", no_args_is_help=True)
app.add_typer(merges, name="merges")

ConceptName = Annotated[str, typer.Argument(metavar="CONCEPT", help="Id, name or alias.")]
Surface = Annotated[str, typer.Argument(metavar="SURFACE", help="As papers have it.")]
OnlyPaper = Annotated[str, typer.Option("--paper", metavar="PAPER", help="Only in this paper.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for the file.")]


@merges.command(name="list", epilog="Example: kg merges list --type Method --reason abbreviation")
def list_merges(
    concept_type: Annotated[ConceptType | None, typer.Option("--type", help="Only concepts of this type.")] = None,
    concept: Annotated[str | None, typer.Option("--concept", metavar="CONCEPT", help="Only this concept.")] = None,
    reason: Annotated[LinkReason | None, typer.Option("--reason", help="Only surfaces linked by this rule.")] = None,
    limit: Limit = 50,
    store: Target = None,
    json: Json = False,
) -> None:
    """List the surfaces of concepts that have several, each with the rule that linked it, and its papers."""
    from kg.lookup import find_concept
    from kg.merging.ledger import merges as read_merges

    with opened(store) as graph_store:
        ids = None if concept is None else [find_concept(graph_store, concept)]
        found = read_merges(graph_store, concepts=ids, concept_type=concept_type, reason=reason)
    if json:
        print_json([merge.to_json() for merge in found[:limit]])
    else:
        print_rows([merge.to_row() for merge in found[:limit]])
        report_set_aside([f"{len(found) - limit} more; --limit shows them"] if len(found) > limit else [])


@merges.command(epilog='Example: kg merges explain "convolutional neural network"')
def explain(concept: ConceptName, store: Target = None, json: Json = False) -> None:
    """Show the surfaces of a concept with rule, papers and sentences, and the look-alikes that stayed apart."""
    from kg.merging.explain import explain as explain_concept

    with opened(store) as graph_store:
        explanation = explain_concept(graph_store, concept)
    if json:
        print_json(explanation.to_json())
    else:
        print_text(explanation.to_text())


@merges.command(epilog='Example: kg merges split Mamba "mamba snake" --into "mamba (snake)"')
def split(
    concept: ConceptName,
    surface: Surface,
    into: Annotated[str, typer.Option("--into", metavar="NAME", help="Name or id of what it is instead.")] = "",
    paper: OnlyPaper = "",
    reason: Why = "",
    curation: CurationFile = None,
    store: Target = None,
) -> None:
    """Decide that a surface is not a concept: one more line in the curation file."""
    from kg.merging.decide import split_surface

    file = curation_path(curation)
    with opened(store) as graph_store:
        decision = split_surface(graph_store, file, concept, surface, into=into, paper=paper, reason=reason)
    print_text(decision.told(str(file)))


@merges.command(epilog="Example: kg merges pin Mamba MAMBA")
def pin(
    concept: ConceptName,
    surface: Surface,
    paper: OnlyPaper = "",
    reason: Why = "",
    curation: CurationFile = None,
    store: Target = None,
) -> None:
    """Decide that a surface is a concept, whatever linking says: one more line in the curation file."""
    from kg.merging.decide import pin_surface

    file = curation_path(curation)
    with opened(store) as graph_store:
        decision = pin_surface(graph_store, file, concept, surface, paper=paper, reason=reason)
    print_text(decision.told(str(file)))


@merges.command(epilog="Example: kg merges join method:rwkv method:receptance-weighted-kv")
def join(
    concept: ConceptName,
    other: Annotated[str, typer.Argument(metavar="CONCEPT", help="The one that goes into it.")],
    reason: Why = "",
    curation: CurationFile = None,
    store: Target = None,
) -> None:
    """Decide that two concepts are one: one more line in the curation file."""
    from kg.merging.decide import join_concepts

    file = curation_path(curation)
    with opened(store) as graph_store:
        decision = join_concepts(graph_store, file, concept, other, reason=reason)
    print_text(decision.told(str(file)))


@merges.command(epilog="Example: kg merges export merges.sssom.tsv")
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="- is standard output.")],
    licence: Annotated[str, typer.Option("--license", metavar="URL", help="Licence of the mappings.")] = (
        "https://w3id.org/sssom/license/unspecified"
    ),
    curation: CurationFile = None,
    store: Target = None,
) -> None:
    """Write merges and decisions as SSSOM/TSV, for other tools."""
    from kg.merging.sssom import export_mappings

    decisions = loaded_curation(curation)
    with opened(store) as graph_store:
        export_mappings(graph_store, file, decisions, licence=licence)


@app.command(epilog="Example: kg curate && kg check")
def curate(curation: CurationFile = None, store: Target = None, json: Json = False) -> None:
    """Apply the curation file to what the store holds, and undo decisions that it no longer has."""
    from kg.run import run_curate

    decisions = loaded_curation(curation)
    if decisions is None:
        raise CurationError(
            "", 0, "there is no curation.tsv here; kg merges split and join make one, or name --curation"
        )
    with opened(store) as graph_store:
        report = run_curate(graph_store, decisions)
    if json:
        print_json(report.to_json())
    else:
        report_set_aside(report.idle)
        print_text(report.summary())
