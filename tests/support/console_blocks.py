"""The console examples of a page: its commands, run in order in one folder, and their output beside the page's.

``python tests/support/console_blocks.py README.md`` writes what the commands print now into the page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"(?<=^```console\n)(?P<body>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_SECONDS = re.compile(r"in \d+\.\d s$", re.MULTILINE)
_PROMPT = "$ "


@dataclass(frozen=True)
class Example:
    """A command as a reader types it, and what the page says that it prints."""

    command: str
    output: str


def read_examples(page: str) -> list[Example]:
    """Return the examples of a page in their order."""
    return [example for block in _BLOCK.finditer(page) for example in _examples(block["body"])]


def _examples(body: str) -> Iterator[Example]:
    for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
        if part.startswith(_PROMPT):
            command, _, output = part[len(_PROMPT) :].partition("\n")
            while command.endswith("\\"):
                line, _, output = output.partition("\n")
                command = f"{command}\n{line}"
            yield Example(command, output)


def run_command(command: str, folder: Path, variables: Mapping[str, str] | None = None) -> str:
    """Return what a command prints in a folder, the time that it took aside.

    Args:
        command: As a shell takes it.
        folder: Where it runs.
        variables: Settings of ScholarGraph in the environment; none of the caller's reach the command.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KG_")}
    environment |= {"PATH": path, **(variables or {})}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command!r} ended with {done.returncode}: {done.stderr}")
    return steady(done.stdout)


def steady(output: str) -> str:
    """Return output without what differs from run to run: times."""
    return _SECONDS.sub("in 5.0 s", output)


def refresh(page: str, folder: Path) -> str:
    """Return a page with the output that its commands print now."""

    def rewrite(block: re.Match[str]) -> str:
        return "".join(
            f"{_PROMPT}{example.command}\n{run_command(example.command, folder)}"
            for example in _examples(block["body"])
        )

    return _BLOCK.sub(rewrite, page)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(name)
            file.write_text(refresh(file.read_text(encoding="utf-8"), Path(scratch)), encoding="utf-8")
