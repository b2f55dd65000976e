"""The errors of this package.

KGError
└── ExtractionError
    ├── UnreadableSourceError   a file or stream that cannot be read at all
    ├── BadInputError           with --strict: a part of the input was set aside
    ├── ExtractionFileError     a line of an extraction or gold file that does not follow its format
    └── ModelError              a trained model, or the device to run it on, is not there
"""

from __future__ import annotations

from ontology.errors import KGError


class ExtractionError(KGError):
    """Reading documents or extracting from them failed."""


class UnreadableSourceError(ExtractionError):
    """A source cannot be opened."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source, self.reason = source, reason

    def __str__(self) -> str:
        return f"cannot read {self.source}: {self.reason}; check the path and its permissions"


class BadInputError(ExtractionError):
    """Some of the input was set aside although the caller asked for none to be."""

    def __init__(self, n_set_aside: int, first: str) -> None:
        super().__init__(n_set_aside, first)
        self.n_set_aside, self.first = n_set_aside, first

    def __str__(self) -> str:
        return f"{self.n_set_aside} parts of the input cannot be used, first {self.first}; mend them or drop --strict"


class ExtractionFileError(ExtractionError):
    """A line of an extraction or gold file does not follow its format."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}; write the file again with kg extract"


class ModelError(ExtractionError):
    """A trained model, or the device to run it on, is not there."""
