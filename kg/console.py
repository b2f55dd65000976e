"""What people see: tables, JSON, progress and reports. Data goes to standard output, talk to standard error."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from textwrap import dedent
from typing import Any, TypeVar

from rich import box
from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

_PIPED_WIDTH = 10_000  # no line of a table is cut or wrapped where no terminal sets a width
_MAX_LISTED = 20  # parts of the input that a report names one by one

T = TypeVar("T")

talk = Console(stderr=True, highlight=False)


def set_up_logging(*, verbose: bool) -> None:
    """Send log records to standard error: warnings, or with `verbose` everything from info on."""
    level = logging.INFO if verbose else logging.WARNING
    handler = RichHandler(console=talk, show_path=False, show_time=verbose, markup=False)
    logging.basicConfig(level=level, format="%(message)s", handlers=[handler], force=True)
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what it reports comes to the user as a StoreError


def print_json(value: object) -> None:
    """Print a value as one JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=None, default=_plain) + "\n")


def print_text(text: str) -> None:
    """Print text as it is."""
    sys.stdout.write(text + "\n")


def print_rows(rows: Sequence[Mapping[str, object]], *, as_json: bool = False) -> None:
    """Print records as a table with their keys as head, or as a JSON list."""
    if as_json:
        print_json(rows)
        return
    if not rows:
        talk.print("no rows")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in rows[0]:
        numeric = all(isinstance(row[column], int | float | None) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell_text(value)) for value in row.values()))
    print_table(table)


def print_table(table: Table) -> None:
    """Print a table as wide as the terminal, or uncut where there is none."""
    console = Console(highlight=False) if sys.stdout.isatty() else Console(width=_PIPED_WIDTH, highlight=False)
    with console.capture() as capture:
        console.print(table)
    lines = "\n".join(line.rstrip() for line in capture.get().splitlines())
    sys.stdout.write(dedent(lines).strip("\n") + "\n")


def cell_text(value: object) -> str:
    """Return a value as a table shows it.

    >>> [cell_text(v) for v in (None, True, 0.5, ["a", "b"])]
    ['', 'true', '0.5', 'a, b']
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case list() | tuple():
            return ", ".join(cell_text(v) for v in value)
        case dict():
            return json.dumps(value, ensure_ascii=False, default=_plain)
        case _:
            return str(value)


def report_set_aside(set_aside: Sequence[object]) -> None:
    """Name on standard error what was set aside, the first of many one by one."""
    for part in set_aside[:_MAX_LISTED]:
        talk.print(Text(f"warning: {part}", style="yellow"), soft_wrap=True)
    n = len(set_aside)
    if n > _MAX_LISTED:
        talk.print(Text(f"warning: {n - _MAX_LISTED} more; --json lists all", style="yellow"))


@contextmanager
def progress(description: str) -> Iterator[Progress]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk, transient=True, disable=not talk.is_terminal) as bar:
        bar.add_task(description, total=None)
        yield bar


def track(items: Iterable[T], description: str, total: int) -> Iterator[T]:
    """Yield items while a bar shows how many of the total are done."""
    with progress(description) as bar:
        task = bar.task_ids[0]
        bar.update(task, total=total)
        for item in items:
            yield item
            bar.advance(task)


def _plain(value: Any) -> object:  # noqa: ANN401
    """Return what JSON writes for a value that is not of its own types: its ISO form or text."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
