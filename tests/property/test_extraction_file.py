"""An extraction survives its file, whatever its text holds."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractors.documents import Document
from extractors.extraction_file import from_json, to_json
from extractors.mentions import Extraction, LinkReason, Mention, Result
from kg.builder import build_paper
from kg.extracted import unpack
from ontology.terms import ConceptType, Role

# Every character that UTF-8 can carry.
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
OPTIONAL_NAMES = st.none() | NAMES
CONFIDENCES = st.floats(0, 1)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)

DOCUMENTS = st.builds(
    Document,
    id=NAMES,
    title=TEXT,
    abstract=st.text(st.characters(codec="utf-8"), min_size=1, max_size=80),
    arxiv_id=OPTIONAL_NAMES,
    doi=OPTIONAL_NAMES,
    authors=st.lists(NAMES, max_size=3).map(tuple),
    published=OPTIONAL_NAMES,
    categories=st.lists(NAMES, max_size=3).map(tuple),
    url=OPTIONAL_NAMES,
    sources=st.lists(NAMES, max_size=3).map(tuple),
)


def _spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )


@st.composite
def _mentions(draw: st.DrawFn, text: str) -> Mention:
    start, end = draw(_spans(text))
    return Mention(
        start,
        end,
        text[start:end],
        draw(st.sampled_from(ConceptType)),
        draw(NAMES),
        draw(NAMES),
        draw(st.sampled_from(Role)),
        draw(CONFIDENCES),
        draw(NAMES),
        draw(st.sampled_from(LinkReason)),
    )


@st.composite
def _results(draw: st.DrawFn, text: str) -> Result:
    start, end = draw(_spans(text))
    concepts = {key: draw(OPTIONAL_NAMES) for key in ("metric", "dataset", "method", "hardware", "task")}
    return Result(
        start=start,
        end=end,
        raw=text[start:end],
        value=draw(st.none() | DECIMALS),
        unit=draw(OPTIONAL_NAMES),
        comparator=draw(st.sampled_from([None, "<", "<=", ">", ">=", "~"])),
        delta=draw(st.booleans()),
        higher_is_better=draw(st.none() | st.booleans()),
        confidence=draw(CONFIDENCES),
        extractor=draw(NAMES),
        **concepts,
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    document = draw(DOCUMENTS)
    return Extraction(
        document,
        tuple(draw(st.lists(_mentions(document.text), max_size=3))),
        tuple(draw(st.lists(_results(document.text), max_size=2))),
    )


@given(extractions())
def test_extraction_survives_its_line(extraction: Extraction) -> None:
    line = to_json(extraction)
    assert "\n" not in line
    assert from_json(line) == extraction


@given(extractions())
def test_writing_again_gives_the_same_bytes(extraction: Extraction) -> None:
    assert to_json(from_json(to_json(extraction))) == to_json(extraction)


@given(extractions())
def test_line_is_what_the_standard_encoder_writes_where_numbers_keep_their_digits(extraction: Extraction) -> None:
    whole = replace(extraction, results=tuple(replace(result, value=Decimal(7)) for result in extraction.results))
    line = to_json(whole)
    assert json.dumps(json.loads(line), ensure_ascii=False) == line


@given(extractions())
def test_extraction_survives_the_graph(extraction: Extraction) -> None:
    kept = unpack(build_paper(extraction).nodes[0])

    assert (kept.mentions, kept.results) == (extraction.mentions, extraction.results)
    assert kept.document.text == extraction.document.text
