"""The extraction file: JSON Lines, one paper a line, what ``kg extract`` writes and ``kg build`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from extractors.documents import Document
from extractors.errors import ExtractionFileError, UnreadableSourceError
from extractors.json_fields import FieldError, JsonObject
from extractors.mentions import Extraction, LinkReason, Mention, Result
from ontology.errors import UnknownTypeError
from ontology.names import concept_id
from ontology.terms import concept_type, role

# What a file made elsewhere may leave out.
_UNKNOWN_EXTRACTOR = "unknown"
_FULL_CONFIDENCE = Decimal(1)
_COMPARATORS = ("<", "<=", ">", ">=", "~")
# A paper goes through it as a whole: it is written in C, and a call for each value takes ten times as long.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode


def to_json(extraction: Extraction) -> str:
    """Return one line of an extraction file, without its line break; keys come in a fixed order."""
    document = extraction.document
    fields = _encode(
        {
            "id": document.id,
            "title": document.title,
            "abstract": document.abstract,
            "meta": _meta(document),
            "mentions": [_mention_fields(mention) for mention in extraction.mentions],
        }
    )
    return f'{fields[:-1]}, "results": [{", ".join(map(_encode_result, extraction.results))}]}}'


def from_json(line: str, *, file: str = "-", line_number: int = 1) -> Extraction:
    """Return the extraction that one line holds: ``from_json(to_json(x)) == x``.

    A mention may leave out ``concept`` (then made from its name), ``name`` (then its text), ``confidence`` (then 1.0),
    ``extractor`` and ``link``.

    Args:
        line: One line of an extraction file.
        file: Name of the file, for errors.
        line_number: Counted from 1, for errors.

    Raises:
        ExtractionFileError: The line does not follow the format, or an offset does not match the text.
    """
    try:
        fields = JsonObject.parse(line)
        document = _document(fields)
        mentions = tuple(_mention(m, document.text) for m in fields.objects("mentions"))
        results = tuple(_result(r, document.text) for r in fields.objects("results"))
    except (FieldError, UnknownTypeError) as err:
        raise ExtractionFileError(file, line_number, str(err)) from err
    return Extraction(document, mentions, results)


def parse_extractions(lines: Iterable[str], *, file: str) -> Iterator[Extraction]:
    """Yield the extractions that lines hold, one at a time; empty lines are passed over.

    Raises:
        ExtractionFileError: A line does not follow the format, or repeats an id.
    """
    first_lines: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        extraction = from_json(line, file=file, line_number=number)
        first = first_lines.setdefault(extraction.document.id, number)
        if first != number:
            raise ExtractionFileError(file, number, f"id {extraction.document.id!r} stands on line {first} already")
        yield extraction


def read_extractions(path: str | Path) -> Iterator[Extraction]:
    """Yield the extractions of a file, one at a time.

    Raises:
        UnreadableSourceError: The file cannot be opened, or is not UTF-8.
        ExtractionFileError: A line does not follow the format, or repeats an id.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as stream:
            yield from parse_extractions(stream, file=str(path))
    except OSError as err:
        raise UnreadableSourceError(str(path), err.strerror or str(err)) from err
    except UnicodeDecodeError as err:
        raise UnreadableSourceError(str(path), "not UTF-8 text") from err


def write_extractions(extractions: Iterable[Extraction], stream: TextIO) -> int:
    """Write extractions as they come, which must be in ascending order of id, and return how many there were.

    Raises:
        ValueError: An id is not greater than the one before it.
    """
    n_written, last_id = 0, ""
    for extraction in extractions:
        if extraction.document.id <= last_id:
            raise ValueError(f"extractions must ascend by id: {extraction.document.id!r} follows {last_id!r}")
        last_id = extraction.document.id
        stream.write(to_json(extraction) + "\n")
        n_written += 1
    return n_written


def _meta(document: Document) -> Mapping[str, object]:
    return {
        "arxiv_id": document.arxiv_id,
        "doi": document.doi,
        "authors": document.authors,
        "published": document.published,
        "categories": document.categories,
        "url": document.url,
        "sources": document.sources,
    }


def _mention_fields(mention: Mention) -> Mapping[str, object]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type.value,
        "concept": mention.concept,
        "name": mention.name,
        "role": mention.role.value,
        "confidence": mention.confidence,
        "extractor": mention.extractor,
        "link": mention.link.value,
    }


def _encode_result(result: Result) -> str:
    """Return a result as JSON in which the value keeps its digits, which no encoder of the standard library can do."""
    before = _encode(
        {
            "metric": result.metric,
            "method": result.method,
            "dataset": result.dataset,
            "hardware": result.hardware,
            "task": result.task,
            "raw": result.raw,
        }
    )
    after = _encode(
        {
            "unit": result.unit,
            "comparator": result.comparator,
            "delta": result.delta,
            "higher_is_better": result.higher_is_better,
            "start": result.start,
            "end": result.end,
            "confidence": result.confidence,
            "extractor": result.extractor,
        }
    )
    return f'{before[:-1]}, "value": {_encode_value(result.value)}, {after[1:]}'


def _encode_value(value: Decimal | None) -> str:
    if value is None:
        return "null"
    if not value.is_finite():
        raise ValueError(f"a result's value must be a number, not {value}")
    return str(value)


def _document(fields: JsonObject) -> Document:
    identifier = fields.text("id")
    if not identifier:
        raise fields.error("id", "is empty")
    meta = fields.nested("meta")
    return Document(
        id=identifier,
        title=fields.optional_text("title") or "",
        abstract=fields.optional_text("abstract") or "",
        arxiv_id=meta.optional_text("arxiv_id"),
        doi=meta.optional_text("doi"),
        authors=meta.texts("authors"),
        published=meta.optional_text("published"),
        categories=meta.texts("categories"),
        url=meta.optional_text("url"),
        sources=meta.texts("sources"),
    )


def _mention(fields: JsonObject, text: str) -> Mention:
    start, end, surface = _span(fields, text, key="text")
    type_ = concept_type(fields.text("type"))
    name = fields.optional_text("name") or surface
    return Mention(
        start=start,
        end=end,
        text=surface,
        type=type_,
        concept=fields.optional_text("concept") or concept_id(type_, name),
        name=name,
        role=role(fields.text("role")),
        confidence=_confidence(fields),
        extractor=fields.optional_text("extractor") or _UNKNOWN_EXTRACTOR,
        link=_link_reason(fields),
    )


def _link_reason(fields: JsonObject) -> LinkReason:
    name = fields.optional_text("link") or LinkReason.UNKNOWN
    try:
        return LinkReason(name)
    except ValueError:
        raise fields.error("link", f"is {name!r}; allowed: {', '.join(LinkReason)}") from None


def _result(fields: JsonObject, text: str) -> Result:
    start, end, raw = _span(fields, text, key="raw")
    comparator = fields.optional_text("comparator")
    if comparator is not None and comparator not in _COMPARATORS:
        raise fields.error("comparator", f"is {comparator!r}; allowed: {', '.join(_COMPARATORS)}")
    return Result(
        start=start,
        end=end,
        raw=raw,
        value=fields.optional_decimal("value"),
        unit=fields.optional_text("unit"),
        metric=fields.optional_text("metric"),
        dataset=fields.optional_text("dataset"),
        method=fields.optional_text("method"),
        hardware=fields.optional_text("hardware"),
        task=fields.optional_text("task"),
        comparator=comparator,
        delta=fields.optional_flag("delta") or False,
        higher_is_better=fields.optional_flag("higher_is_better"),
        confidence=_confidence(fields),
        extractor=fields.optional_text("extractor") or _UNKNOWN_EXTRACTOR,
    )


def _span(fields: JsonObject, text: str, *, key: str) -> tuple[int, int, str]:
    """Return start, end and surface of a span after comparing it with the text."""
    start, end, surface = fields.integer("start"), fields.integer("end"), fields.text(key)
    if not 0 <= start < end <= len(text):
        raise fields.error("start", f"and end give [{start}, {end}), outside a text of {len(text)} characters")
    if text[start:end] != surface:
        raise fields.error(key, f"is {surface!r}, but [{start}, {end}) of the text is {text[start:end]!r}")
    return start, end, surface


def _confidence(fields: JsonObject) -> float:
    value = fields.optional_decimal("confidence")
    value = _FULL_CONFIDENCE if value is None else value
    if not 0 <= value <= 1:
        raise fields.error("confidence", f"is {value}, outside 0 to 1")
    return float(value)
