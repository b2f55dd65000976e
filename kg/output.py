"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kg.errors import OutputError

STANDARD_OUTPUT = "-"


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give the path of a new file beside the one wanted, which takes its place when the block ends without error.

    Raises:
        OutputError: The folder does not exist or cannot be written.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as err:
        raise OutputError(str(path), err.strerror or str(err)) from err
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o666 & ~_umask())
        draft.replace(target)
    except OSError as err:
        raise OutputError(str(path), err.strerror or str(err)) from err
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def open_output(path: str | Path) -> Iterator[TextIO]:
    """Give a UTF-8 text stream whose file appears when the block ends without error; ``-`` is standard output.

    Raises:
        OutputError: The folder does not exist or cannot be written.
    """
    if str(path) == STANDARD_OUTPUT:
        yield sys.stdout
        return
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
