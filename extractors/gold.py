"""Annotated abstracts: the gold files that extractions are measured against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.documents import Document
from extractors.errors import ExtractionFileError, UnreadableSourceError
from extractors.json_fields import FieldError, JsonObject
from ontology.errors import UnknownTypeError
from ontology.terms import ConceptType, Role, concept_type, role


@dataclass(frozen=True, slots=True)
class GoldConcept:
    """A concept that annotators found in one paper.

    Attributes:
        name: The best full name that the text gives it.
        surfaces: Every string by which the text names it.
        roles: One, or two where two annotators differ; either is right.
        optional: Whether careful annotators could leave it out.
    """

    type: ConceptType
    name: str
    surfaces: tuple[str, ...]
    roles: tuple[Role, ...]
    optional: bool

    def spans(self, text: str) -> set[tuple[int, int]]:
        """Return where the surfaces stand in a text as whole words."""
        return {
            match.span()
            for surface in self.surfaces
            for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text)
        }


@dataclass(frozen=True, slots=True)
class GoldResult:
    """A numeric claim that annotators found.

    Attributes:
        value: As the text writes it, with its unit.
        agreed: Whether both of two annotators gave it; True where there was one.
    """

    value: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """One annotated paper."""

    id: str
    title: str
    abstract: str
    concepts: tuple[GoldConcept, ...]
    results: tuple[GoldResult, ...]

    @property
    def document(self) -> Document:
        """The paper as a document to extract from."""
        return Document(id=self.id, title=self.title, abstract=self.abstract)


def read_gold(path: str | Path) -> tuple[GoldPaper, ...]:
    """Return the papers of a gold file in its order.

    Raises:
        UnreadableSourceError: The file cannot be opened, or is not UTF-8.
        ExtractionFileError: A line does not follow the format.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as stream:
            return tuple(_papers(stream, file=str(path)))
    except OSError as err:
        raise UnreadableSourceError(str(path), err.strerror or str(err)) from err
    except UnicodeDecodeError as err:
        raise UnreadableSourceError(str(path), "not UTF-8 text") from err


def _papers(lines: Iterable[str], *, file: str) -> Iterator[GoldPaper]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _paper(JsonObject.parse(line))
        except (FieldError, UnknownTypeError) as err:
            raise ExtractionFileError(file, number, str(err)) from err


def _paper(fields: JsonObject) -> GoldPaper:
    return GoldPaper(
        id=fields.text("id"),
        title=fields.text("title"),
        abstract=fields.text("abstract"),
        concepts=tuple(map(_concept, fields.objects("concepts"))),
        results=tuple(map(_result, fields.objects("results"))),
    )


def _concept(fields: JsonObject) -> GoldConcept:
    return GoldConcept(
        type=concept_type(fields.text("type")),
        name=fields.text("name"),
        surfaces=fields.texts("surfaces"),
        roles=tuple(map(role, fields.texts("roles"))),
        optional=fields.optional_flag("optional") or False,
    )


def _result(fields: JsonObject) -> GoldResult:
    agreed = fields.optional_flag("agreed")
    return GoldResult(value=fields.text("value"), agreed=True if agreed is None else agreed)
