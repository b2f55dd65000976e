"""Sources: the files that paths and folders stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.documents import SetAside
from extractors.errors import UnreadableSourceError
from extractors.readers.streams import STDIN

STORE_MARK = "scholargraph.lock"
"""The file by which a folder is known as an embedded store; its files are no documents."""


def find_files(sources: Iterable[str | Path]) -> Iterator[str | SetAside]:
    """Yield each file once: a path as given, a folder as its files in sorted order.

    Hidden files and embedded stores inside a folder are left out.

    What a folder holds but cannot be read as a file is set aside.

    Raises:
        UnreadableSourceError: A path does not exist, or a folder that was given cannot be listed.
        TypeError: One string instead of several.
    """
    if isinstance(sources, str):
        raise TypeError(f"sources is a collection of paths, not one string: [{sources!r}]")
    seen: set[str] = set()
    for source in sources:
        for found in _expand(str(source)):
            name = found if isinstance(found, str) else found.file
            key = name if name == STDIN else os.path.realpath(name)
            if key not in seen:
                seen.add(key)
                yield found


def _expand(source: str) -> list[str | SetAside]:
    if source == STDIN:
        return [source]
    path = Path(source)
    try:
        if path.is_dir():
            return list(_walk(path)) or [SetAside(source, 0, "a folder without files")]
        is_there = path.exists()
    except OSError as err:
        raise UnreadableSourceError(source, err.strerror or str(err)) from err
    if not is_there:
        raise UnreadableSourceError(source, "no such file or folder")
    return [source]


def _walk(folder: Path) -> Iterator[str | SetAside]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or (path / STORE_MARK).exists():
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk_inner(path)
        elif not path.is_file():
            yield SetAside(str(path), 0, "not a regular file")
        elif not os.access(path, os.R_OK):
            yield SetAside(str(path), 0, "no permission to read the file")
        else:
            yield str(path)


def _walk_inner(folder: Path) -> Iterator[str | SetAside]:
    try:
        yield from _walk(folder)
    except OSError as err:
        yield SetAside(str(folder), 0, f"the folder cannot be listed: {err.strerror}")
