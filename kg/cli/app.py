"""The application that the commands register with, and what holds for every command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.console import print_text, set_up_logging, talk
from kg.errors import KGError
from kg.version import VERSION

app = typer.Typer(
    name="kg",
    help="Turn paper abstracts into a knowledge graph, and ask it.",
    epilog="Example: kg build papers/ && kg stats",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
