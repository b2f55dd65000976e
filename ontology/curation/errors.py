"""The errors of this package.

KGError
└── OntologyError
    └── CurationError
        ├── RawListError     a raw name list that is missing or malformed
        ├── StopListError    a row of the stop list that cannot be used
        └── GoldFileError    a line of an annotated file that cannot be read
"""

from __future__ import annotations

from ontology.errors import OntologyError


class CurationError(OntologyError):
    """An input of curation cannot be used; names the file and the line, 0 for the file as a whole."""

    next_step = "mend it"

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}; {self.next_step}"


class RawListError(CurationError):
    """A raw name list is missing or malformed."""

    next_step = "a list is a text file of name, aliases and category, separated by tabs"


class StopListError(CurationError):
    """A row of the stop list cannot be used."""

    next_step = "a row is label, type, rule (drop, exact or link) and reason, separated by tabs"


class GoldFileError(CurationError):
    """A line of an annotated file cannot be read."""

    next_step = "one paper a line with title, abstract and concepts is expected"
