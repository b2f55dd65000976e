"""Public name lists as files: which names of one are kept, and reading them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ontology.curation.errors import RawListError
from ontology.curation.labels import clean_label
from ontology.terms import ConceptType

PERMISSIVE, CC_BY = "permissive", "cc-by"


@dataclass(frozen=True, slots=True)
class NameList:
    """One list.

    Attributes:
        source: Its name in the file ``<type>__<source>.txt``, and in the table made of it.
        folder: The licence folder of the raw file.
        keep: Names to keep; all when empty.
        drop: Names to leave out although kept.
        strip: Endings and beginnings that are no part of the name.
        phrases: Whether names of several words match in any case.
    """

    type: ConceptType
    source: str
    folder: str = PERMISSIVE
    keep: str = ""
    drop: str = r"(?!)"
    strip: str = r"(?!)"
    phrases: bool = False

    @property
    def file(self) -> str:
        """Name of the raw file."""
        return f"{self.type.lower()}__{self.source}.txt"

    @property
    def matches_phrases(self) -> bool:
        """Whether names of several words match in any case: always those of tasks and metrics."""
        return self.phrases or self.type in {ConceptType.TASK, ConceptType.METRIC}

    @property
    def table(self) -> str:
        """Name of the table made of it."""
        return f"{self.type.lower()}__{self.source}.tsv"


@dataclass(frozen=True, slots=True)
class RawName:
    """A name of a list after cleaning, with its aliases and the list's own category."""

    name: str
    aliases: tuple[str, ...]
    category: str


def read_list(raw_folder: Path, name_list: NameList) -> Iterator[RawName]:
    """Yield the usable names of one list in its order.

    Raises:
        RawListError: The file is missing, or a line does not have three columns.
    """
    path = raw_folder / name_list.folder / name_list.file
    if not path.is_file():
        raise RawListError(str(path), 0, "no such file")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) != 3:
            raise RawListError(str(path), number, f"{len(cells)} columns instead of 3")
        name, aliases, category = cells
        if not re.search(name_list.keep, name) or re.search(name_list.drop, name) or category in {"id", "module"}:
            continue
        label = clean_label(re.sub(name_list.strip, "", name))
        if label is not None:
            cleaned = [clean_label(alias) for alias in aliases.split("; ") if " " in alias]
            yield RawName(label, tuple(a for a in cleaned if a is not None and a != label), category)
