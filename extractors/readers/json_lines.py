"""JSON Lines: one paper an object; arXiv's own fields, and the common names of other sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from extractors.documents import SetAside
from extractors.readers.metadata import (
    JsonObject,
    find_authors,
    find_categories,
    find_date,
    find_identifiers,
    find_url,
)
from extractors.readers.records import Reading, Record, clean_text, text_problem
from extractors.readers.streams import Line

_TITLE_FIELDS = ("title", "paper_title")
_ABSTRACT_FIELDS = ("abstract", "summary", "paper_abstract", "paperAbstract")
# An extraction file keeps what is known besides the text in an object of its own.
_NESTED_FIELDS = "meta"
# Only an escape can put half of a surrogate pair into a string, and no such string can be written as UTF-8.
_SURROGATE_ESCAPES = ("\\ud", "\\uD")


def read_json_lines(lines: Iterable[Line], file: str) -> Iterator[Reading]:
    """Yield the papers of a JSON Lines file; a line that gives none is set aside.

    Args:
        lines: The whole file; blank lines are skipped.
        file: Its name as the caller gave it.
    """
    for line in lines:
        if line.fault:
            yield SetAside(file, line.number, line.fault)
        elif text := line.text.strip():
            try:
                yield _to_record(_parse_object(text), file, line.number)
            except ValueError as err:
                yield SetAside(file, line.number, str(err))


def _parse_object(text: str) -> JsonObject:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as err:
        raise ValueError(f"not JSON: {err.msg} at column {err.colno}") from err
    except RecursionError as err:
        raise ValueError("not usable JSON: nested too deeply") from err
    except ValueError as err:  # Python refuses to convert thousands of digits
        raise ValueError("not usable JSON: a number has too many digits") from err
    if not isinstance(value, dict):
        raise ValueError(f"not a JSON object but {_json_type(value)}")
    if any(escape in text for escape in _SURROGATE_ESCAPES):
        _check_surrogates(value)
    nested = value.get(_NESTED_FIELDS)
    return {**nested, **value} if isinstance(nested, dict) else value


def _check_surrogates(value: JsonObject) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as err:
        raise ValueError("a string holds half of a surrogate pair") from err


def _to_record(fields: JsonObject, file: str, line: int) -> Record:
    title = _text_field(fields, _TITLE_FIELDS)
    abstract = _text_field(fields, _ABSTRACT_FIELDS)
    if problem := text_problem(title, abstract):
        raise ValueError(problem)
    arxiv_id, doi = find_identifiers(fields)
    return Record(
        title=title,
        abstract=abstract,
        file=file,
        line=line,
        arxiv_id=arxiv_id,
        doi=doi,
        authors=find_authors(fields),
        published=find_date(fields),
        categories=find_categories(fields),
        url=find_url(fields),
    )


def _text_field(fields: JsonObject, names: Iterable[str]) -> str:
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise ValueError(f"{name} is not a string but {_json_type(value)}")
        if text := clean_text(value):
            return text
    return ""


def _json_type(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "a truth value", int: "a number", float: "a number", str: "a string", list: "an array"}
    return names.get(type(value), "an object")
