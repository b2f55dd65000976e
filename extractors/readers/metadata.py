"""Metadata: identifiers, people, dates and links in the shapes in which JSON from various sources gives them.

A value of another shape counts as not given: what is known of a paper besides its text is a bonus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from extractors.documents import parse_arxiv_id, parse_doi
from extractors.readers.records import clean_text

JsonObject: TypeAlias = Mapping[str, object]

_ID_FIELDS = ("arxiv_id", "arxivId", "arxiv", "id", "paper_id", "ref", "doi", "DOI", "entry_id", "url")
_DATE_FIELDS = ("published", "publication_date", "publicationDate", "publishedAt", "date")
_LATE_DATE_FIELDS = ("update_date", "updated", "year")
_URL_FIELDS = ("url", "html_url", "link", "entry_id", "id", "pdf_url")

_ARXIV_DOI_PREFIX = "10.48550/arxiv."
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])")
_URL = re.compile(r"https?://\S+")
_AUTHOR_SEPARATOR = re.compile(r",?\s+and\s+|,\s*")
_CATEGORY_SEPARATOR = re.compile(r"[\s,;]+")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def find_identifiers(fields: JsonObject) -> tuple[str | None, str | None]:
    """Return the arXiv identifier and the DOI that the fields of an object give.

    >>> find_identifiers({"id": "https://arxiv.org/abs/1706.03762v7", "doi": "10.1000/A 10.1000/B"})
    ('1706.03762', '10.1000/a')
    >>> find_identifiers({"doi": "10.48550/arXiv.1706.03762"})
    ('1706.03762', '10.48550/arxiv.1706.03762')
    """
    # The Kaggle snapshot gives several DOIs of one paper in one string; the first is the paper's own.
    given = [words[0] for value in _strings(fields, _ID_FIELDS) if (words := value.split())]
    doi = next((found for value in given if (found := parse_doi(value))), None)
    arxiv_id = next((found for value in given if (found := parse_arxiv_id(value))), None)
    if arxiv_id is None and doi and doi.startswith(_ARXIV_DOI_PREFIX):
        arxiv_id = parse_arxiv_id(doi.removeprefix(_ARXIV_DOI_PREFIX))
    return arxiv_id, doi


def find_authors(fields: JsonObject) -> tuple[str, ...]:
    """Return the authors as they are to be written, in their order.

    >>> find_authors({"authors": "A. Turing, K. Gödel and E. Noether"})
    ('A. Turing', 'K. Gödel', 'E. Noether')
    >>> find_authors({"authors_parsed": [["Turing", "A.", ""]], "authors": "A. Turing"})
    ('A. Turing',)
    """
    parsed = fields.get("authors_parsed")
    if isinstance(parsed, list) and parsed:
        names = [_join_parsed_name(entry) for entry in parsed if isinstance(entry, list)]
    else:
        names = list(_author_names(fields.get("authors", fields.get("author"))))
    return tuple(name for name in map(clean_text, names) if name)


def _join_parsed_name(entry: list[object]) -> str:
    family, given, suffix = ([part for part in entry if isinstance(part, str)] + ["", "", ""])[:3]
    return f"{given} {family} {suffix}"


def _author_names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split(";") if ";" in value else _AUTHOR_SEPARATOR.split(value)
    elif isinstance(value, list):
        for entry in value:
            name = entry.get("name") if isinstance(entry, dict) else entry
            if isinstance(name, str):
                yield name


def find_categories(fields: JsonObject) -> tuple[str, ...]:
    """Return the categories in their order, each once.

    >>> find_categories({"categories": "cs.LG stat.ML cs.LG"})
    ('cs.LG', 'stat.ML')
    """
    value = fields.get("categories")
    names: Iterable[object] = _CATEGORY_SEPARATOR.split(value) if isinstance(value, str) else ()
    if isinstance(value, list):
        names = value
    cleaned = (clean_text(name) for name in names if isinstance(name, str))
    return tuple(dict.fromkeys(name for name in cleaned if name))


def find_date(fields: JsonObject) -> str | None:
    """Return when the paper appeared, the first version before the last, as ISO 8601.

    >>> find_date({"update_date": "2008-11-26", "versions": [{"created": "Mon, 2 Apr 2007 19:18:42 GMT"}]})
    '2007-04-02'
    """
    versions = fields.get("versions")
    first = versions[0] if isinstance(versions, list) and versions else None
    created = first.get("created") if isinstance(first, dict) else None
    values = [*(fields.get(f) for f in _DATE_FIELDS), created, *(fields.get(f) for f in _LATE_DATE_FIELDS)]
    return next((found for value in values if (found := parse_date(value))), None)


def parse_date(value: object) -> str | None:
    """Return a year, month or day as ISO 8601, as precise as given, or None.

    >>> parse_date("2025-12-18T17:59:59Z"), parse_date("2025-12"), parse_date(2025), parse_date("2025-13-01")
    ('2025-12-18', '2025-12', '2025', None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if _FIRST_YEAR <= value <= _LAST_YEAR else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    match = _ISO_DATE.match(text)
    try:
        if match is None:
            return parsedate_to_datetime(text).date().isoformat()
        year, month, day = match.groups()
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return match.group(0)


def find_url(fields: JsonObject) -> str | None:
    """Return the first link to the web; other schemes, such as scripts, are none.

    >>> find_url({"url": "javascript:alert(1)", "link": "https://example.org/p"})
    'https://example.org/p'
    """
    return next((v.strip() for v in _strings(fields, _URL_FIELDS) if _URL.fullmatch(v.strip())), None)


def _strings(fields: JsonObject, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str):
            yield value
