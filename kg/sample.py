"""The corpus that ships with the package: landmark papers of machine learning, retold."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_path() -> Path:
    """Return the file with the sample corpus, JSON Lines, one paper a line.

    Raises:
        FileNotFoundError: The package is installed in a form without files, such as a zip archive.
    """
    path = Path(str(files("kg").joinpath("data", "sample", "landmarks.jsonl")))
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; install the package again, unpacked")
    return path
