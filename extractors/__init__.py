"""From text to typed mentions and results.

The pipeline (`extractors.pipeline`) and the readers (`extractors.readers`) are imported from their own modules, so that
a program that only needs the records does not load spaCy.
"""

from __future__ import annotations

from extractors.documents import Corpus, Document, SetAside, document_id
from extractors.errors import BadInputError, ExtractionError, ExtractionFileError, ModelError, UnreadableSourceError
from extractors.mentions import Extraction, LinkReason, Mention, Result

__all__ = [
    "BadInputError",
    "Corpus",
    "Document",
    "Extraction",
    "ExtractionError",
    "ExtractionFileError",
    "LinkReason",
    "Mention",
    "ModelError",
    "Result",
    "SetAside",
    "UnreadableSourceError",
    "document_id",
]
