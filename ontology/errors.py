"""The root of all errors, and those of this package.

KGError
└── OntologyError
    ├── UnknownTypeError     a concept, relation or role name that the ontology does not have
    ├── SchemaError          the ontology file is missing or contradicts itself
    └── VocabularyError      a row of a vocabulary file that cannot be used
"""

from __future__ import annotations

from collections.abc import Sequence


class KGError(Exception):
    """Root of every error that a caller can act on; its text is one line that names the next step."""


class OntologyError(KGError):
    """Something contradicts the ontology or its data."""


class UnknownTypeError(OntologyError):
    """A type name is not in the ontology."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)  # keeps the error picklable for worker processes
        self.name, self.known = name, known

    def __str__(self) -> str:
        return f"unknown type {self.name!r}; known types: {', '.join(sorted(self.known))}"


class SchemaError(OntologyError):
    """The ontology file cannot be used."""


class VocabularyError(OntologyError):
    """A vocabulary file has a row that cannot be used."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}; mend the row, or make the file again"
