"""Every error of the project, importable from here.

KGError
├── OntologyError ...        see `ontology.errors`
├── ExtractionError ...      see `extractors.errors`
├── SettingsError            an unknown or malformed setting
├── OutputError              a file cannot be written
├── GraphFileError           a line of a graph file that does not follow its format
├── NodeNotFoundError       no paper or concept has a name
├── AmbiguousNameError      several papers or concepts have a name
├── UnknownNameError         an unknown query, format or similar; the known ones are listed
├── ParameterError           a parameter of a named query is missing or of another type
├── CurationError            a decision of a curation file is malformed, contradicts another, or cannot be applied
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

from extractors.errors import (
    BadInputError,
    ExtractionError,
    ExtractionFileError,
    ModelError,
    UnknownComponentError,
    UnreadableSourceError,
    WorkerError,
)
from ontology.errors import KGError, OntologyError, SchemaError, UnknownTypeError, VocabularyError

__all__ = [
    "AmbiguousNameError",
    "BadInputError",
    "CheckError",
    "CurationError",
    "ExtractionError",
    "ExtractionFileError",
    "GraphFileError",
    "KGError",
    "ModelError",
    "NodeNotFoundError",
    "OntologyError",
    "OutputError",
    "ParameterError",
    "QueryError",
    "SchemaError",
    "SettingsError",
    "StoreAuthError",
    "StoreError",
    "StoreLockedError",
    "StoreUnavailableError",
    "StoreVersionError",
    "UnknownComponentError",
    "UnknownNameError",
    "UnknownTypeError",
    "UnreadableSourceError",
    "VocabularyError",
    "WorkerError",
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


class NodeNotFoundError(KGError):
    """No node has the name that was asked for."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind, text)
        self.kind, self.text = kind, text

    def __str__(self) -> str:
        return f"no {self.kind} is called {self.text!r}; kg search {self.text!r} finds similar ones"


class AmbiguousNameError(KGError):
    """Several nodes have the name that was asked for."""

    def __init__(self, text: str, candidates: Iterable[str], n_candidates: int) -> None:
        self.text, self.candidates, self.n_candidates = text, tuple(candidates), n_candidates
        super().__init__(text, self.candidates, n_candidates)

    def __str__(self) -> str:
        more = ", ..." if self.n_candidates > len(self.candidates) else ""
        return f"{self.n_candidates} nodes match {self.text!r}; name one by its id: {', '.join(self.candidates)}{more}"


class OutputError(KGError):
    """A file cannot be written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"cannot write {self.path}: {self.reason}; check the folder and its permissions"


class ParameterError(KGError):
    """A parameter of a named query is missing, or its value is not of the declared type."""

    def __init__(self, query: str, parameter: str, problem: str) -> None:
        super().__init__(query, parameter, problem)
        self.query, self.parameter, self.problem = query, parameter, problem

    def __str__(self) -> str:
        return f"parameter {self.parameter!r} of query {self.query} {self.problem}"


class GraphFileError(KGError):
    """A graph file cannot be read, or a line does not follow its format."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.reason}; write the file again with kg export"


class CurationError(KGError):
    """A decision of a curation file is malformed, contradicts another, or cannot be applied."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.reason}" if where else self.reason


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
