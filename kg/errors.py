"""Every error of the project, importable from here.

KGError
├── OntologyError ...        see `ontology.errors`
├── ExtractionError ...      see `extractors.errors`
├── SettingsError            an unknown or malformed setting
├── OutputError             a file cannot be written
├── UnknownNameError         an unknown query, format or similar; the known ones are listed
├── CheckError               a graph holds what the ontology does not allow
└── StoreError
    ├── StoreUnavailableError    no answer, or the engine is not installed
    ├── StoreAuthError           the password is wrong or missing
    ├── StoreLockedError         another process holds the embedded store
    ├── StoreVersionError        the store holds another schema version
    └── QueryError               a statement that the store refuses
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.errors import BadInputError, ExtractionError, ExtractionFileError, UnreadableSourceError
from ontology.errors import KGError, OntologyError, SchemaError, UnknownTypeError, VocabularyError

__all__ = [
    "BadInputError",
    "CheckError",
    "ExtractionError",
    "ExtractionFileError",
    "KGError",
    "OntologyError",
    "OutputError",
    "QueryError",
    "SchemaError",
    "SettingsError",
    "StoreAuthError",
    "StoreError",
    "StoreLockedError",
    "StoreUnavailableError",
    "StoreVersionError",
    "UnknownNameError",
    "UnknownTypeError",
    "UnreadableSourceError",
    "VocabularyError",
]


class SettingsError(KGError):
    """A setting is unknown or malformed."""


class UnknownNameError(KGError):
    """A name is not one of a known set."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        super().__init__(kind, name, self.known)

    def __str__(self) -> str:
        return f"unknown {self.kind} {self.name!r}; known: {', '.join(self.known)}"


class OutputError(KGError):
    """A file cannot be written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"cannot write {self.path}: {self.reason}; check the folder and its permissions"


class CheckError(KGError):
    """A graph holds what the ontology does not allow."""


class StoreError(KGError):
    """The store cannot do what was asked."""


class StoreUnavailableError(StoreError):
    """The store does not answer, or its engine is not installed."""


class StoreAuthError(StoreError):
    """The store refuses the user or the password."""


class StoreLockedError(StoreError):
    """Another process holds the embedded store."""


class StoreVersionError(StoreError):
    """The store holds a graph of another schema version."""


class QueryError(StoreError):
    """The store refuses a statement."""
