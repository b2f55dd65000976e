"""The errors of this package.

KGError
└── ExtractionError
    ├── UnreadableSourceError   a file or stream that cannot be read at all
    ├── BadInputError           with --strict: a part of the input was set aside
    ├── ExtractionFileError     a line of an extraction or gold file that does not follow its format
    ├── ModelError              a trained model, or the device to run it on, is not there
    ├── UnknownComponentError   a component that no package registers
    └── WorkerError             a worker process ended on its own
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


class UnknownComponentError(ExtractionError):
    """A component of the pipeline is not registered."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"unknown component {self.name!r}; install the package that registers it under spacy_factories"


class WorkerError(ExtractionError):
    """A worker process ended on its own, as where memory runs out."""

    def __init__(self, n_jobs: int) -> None:
        super().__init__(n_jobs)
        self.n_jobs = n_jobs

    def __str__(self) -> str:
        return f"one of {self.n_jobs} worker processes ended on its own; try fewer with --jobs"
