"""What was extracted from a paper, kept with it in the graph, so that decisions can be applied and undone later.

The text is JSON: mentions and results as lists of values, in the order of the fields of their records. Each text among
the values is its place in a list of all texts, for names and components come again and again. All else that an
extraction holds stands on the paper's node.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from extractors.documents import Document
from extractors.mentions import Extraction, LinkReason, Mention, Result
from kg.errors import CurationError
from kg.graph import Node, Value
from ontology.terms import ConceptType, Role

_MENTION = tuple(f.name for f in fields(Mention) if f.name != "text")
_RESULT = tuple(f.name for f in fields(Result) if f.name != "raw")
_NUMBERS = frozenset(("start", "end", "confidence", "delta", "higher_is_better"))
_TEXTS = frozenset((*_MENTION, *_RESULT)) - _NUMBERS  # a value of a result too, which keeps its digits so
_ARXIV, _DOI = "arxiv:", "doi:"


def pack(extraction: Extraction) -> str:
    """Return the mentions and results of an extraction as JSON; `unpack` gives them back."""
    places: dict[str, int] = {}
    rows = {
        "mentions": [_row(mention, _MENTION, places) for mention in extraction.mentions],
        "results": [_row(result, _RESULT, places) for result in extraction.results],
    }
    return json.dumps({"texts": list(places), **rows}, separators=(",", ":"))


def unpack(paper: Node) -> Extraction:
    """Return the extraction that a paper's node was made from.

    Raises:
        CurationError: An earlier version wrote the paper and kept nothing.
    """
    rows = json.loads(str(paper.properties.get("extracted", "{}")))
    if "texts" not in rows:
        raise CurationError(
            "", 0, f"an earlier version wrote {paper.id}, without what decisions need; build it again from its source"
        )
    document = _document(paper)
    texts = rows["texts"]
    return Extraction(
        document,
        tuple(_mention(_values(row, _MENTION, texts), document.text) for row in rows["mentions"]),
        tuple(_result(_values(row, _RESULT, texts), document.text) for row in rows["results"]),
    )


def _row(record: Mention | Result, names: Sequence[str], places: dict[str, int]) -> list[object]:
    """Return the fields of a record; each text among them becomes its place, a new one the next."""
    values = [getattr(record, name) for name in names]
    return [
        places.setdefault(str(value), len(places)) if name in _TEXTS and value is not None else value
        for name, value in zip(names, values, strict=True)
    ]


def _values(row: Sequence[Any], names: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    return {
        name: texts[value] if name in _TEXTS and value is not None else value
        for name, value in zip(names, row, strict=True)
    }


def _document(paper: Node) -> Document:
    properties = paper.properties
    return Document(
        id=paper.id,
        title=str(properties["title"]),
        abstract=str(properties["abstract"]),
        arxiv_id=paper.id.removeprefix(_ARXIV) if paper.id.startswith(_ARXIV) else None,
        doi=paper.id.removeprefix(_DOI) if paper.id.startswith(_DOI) else None,
        authors=_strings(properties["authors"]),
        published=_optional(properties.get("published")),
        categories=_strings(properties["categories"]),
        url=_optional(properties.get("url")),
        sources=_strings(properties["sources"]),
    )


def _mention(values: dict[str, Any], text: str) -> Mention:
    values |= {"type": ConceptType(values["type"]), "role": Role(values["role"]), "link": LinkReason(values["link"])}
    return Mention(text=text[values["start"] : values["end"]], **values)


def _result(values: dict[str, Any], text: str) -> Result:
    values["value"] = None if values["value"] is None else Decimal(values["value"])
    return Result(raw=text[values["start"] : values["end"]], **values)


def _strings(value: Value) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, tuple) else ()


def _optional(value: Value | None) -> str | None:
    return None if value is None else str(value)
