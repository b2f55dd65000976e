"""Arguments and options that several commands share, and what they open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.profiles import DEFAULT_PROFILE, Device, Profile
from kg.errors import StoreAuthError
from kg.settings import load_settings

if TYPE_CHECKING:
    from kg.curation.rules import Curation
    from kg.run import ExtractionOptions
    from kg.store import GraphStore

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
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes that extract; 0 for one on each core.")
]
OnDevice = Annotated[Device, typer.Option("--device", help="Where the network runs; cuda needs onnxruntime-gpu.")]
Components = Annotated[
    list[str] | None,
    typer.Option("--component", metavar="NAME", help="Add a spaCy factory of an installed package.  Repeatable."),
]
CurationFile = Annotated[
    str | None,
    typer.Option(
        "--curation", metavar="FILE", help="Decisions of people.  [default: curation.tsv, if there]", show_default=False
    ),
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="Number of rows at most.")]


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


def extraction_options(
    profile: Profile | None,
    min_confidence: float | None = None,
    *,
    device: Device = Device.CPU,
    components: list[str] | None = None,
    jobs: int = 1,
) -> ExtractionOptions:
    """Return how to extract: what flags say, then the environment, then the settings file."""
    from kg.run import ExtractionOptions

    return ExtractionOptions(
        load_settings(profile=profile).profile,
        min_confidence,
        device=device,
        components=tuple(components or ()),
        n_jobs=jobs or os.cpu_count() or 1,
    )


def curation_path(file: str | None) -> Path:
    """Return the curation file that a flag, the environment or the settings file names, else the default one."""
    from kg.curation.file import DEFAULT_FILE

    return Path(load_settings(curation=file).curation or DEFAULT_FILE)


def loaded_curation(file: str | None) -> Curation | None:
    """Return the decisions of the file that a flag, the environment or the settings file names; None without a file."""
    from kg.curation.file import load_curation

    return load_curation(load_settings(curation=file).curation)


def named_inputs(sources: list[str] | None, *, sample: bool) -> list[str]:
    """Return the sources that a command names, with the sample's path where it is asked for."""
    from kg.sample import sample_path

    inputs = [*(sources or []), *([str(sample_path())] if sample else [])]
    if not inputs:
        raise typer.BadParameter("name at least one file or folder, or use --sample", param_hint="SOURCE")
    return inputs
