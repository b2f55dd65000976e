"""Commands about the trained networks that ship with the package."""

from __future__ import annotations

from typing import Annotated

import typer

from extractors.profiles import DEFAULT_PROFILE, Profile
from kg.cli.app import app
from kg.cli.options import Json
from kg.console import print_json, print_text

model = typer.Typer(help="The trained networks that find concepts.", no_args_is_help=True)
app.add_typer(model, name="model")


@model.command(epilog="Example: kg model info fast --json")
def info(
    profile: Annotated[Profile, typer.Argument(metavar="PROFILE", help="accurate or fast.")] = DEFAULT_PROFILE,
    json: Json = False,
) -> None:
    """Show what a network is, what it learned from, and how good it is."""
    from extractors.model_info import model_info

    found = model_info(profile)
    if json:
        print_json(found.to_json())
    else:
        print_text(found.to_text())


@model.command(epilog="Example: kg model plot reliability.png")
def plot(file: Annotated[str, typer.Argument(metavar="FILE", help="A picture: .png or .svg.")]) -> None:
    """Draw how often the spans of a confidence are right, for both networks."""
    from extractors.model_info import model_info
    from kg.viz.reliability import draw_reliability

    draw_reliability([model_info(name) for name in Profile], file)
