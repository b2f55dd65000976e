"""The command that compares two names."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Json
from kg.console import print_json, print_text
from ontology.terms import ConceptType


@app.command(epilog='Example: kg same Method "CNNs" "convolutional neural networks"')
def same(
    concept_type: Annotated[str, typer.Argument(metavar="TYPE", help=", ".join(ConceptType) + ".")],
    first: Annotated[str, typer.Argument(metavar="NAME", help="A name, as papers write it.")],
    second: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    json: Json = False,
) -> None:
    """Say whether two names are one concept, two, or one broader than the other, and why."""
    from kg.identity import compare_names

    verdict = compare_names(concept_type, first, second)
    if json:
        print_json(verdict.to_json())
    else:
        print_text(verdict.to_text())
