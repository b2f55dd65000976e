from __future__ import annotations

import json

import pytest

from extractors.documents import SetAside
from extractors.readers.json_lines import read_json_lines
from extractors.readers.records import Reading, Record
from extractors.readers.streams import Line


def read(*texts: str) -> list[Reading]:
    return list(read_json_lines([Line(n, text) for n, text in enumerate(texts, start=1)], "p.jsonl"))


def test_record_with_all_fields() -> None:
    line = json.dumps(
        {
            "arxiv_id": "2599.00001",
            "title": "Paper\n  Boats",
            "abstract": " Boats\nfloat. ",
            "authors": ["A. Example"],
            "categories": ["cs.LG"],
            "published": "2025-08-01",
            "doi": "10.1000/Boats",
            "url": "https://example.org/boats",
        }
    )

    assert read(line) == [
        Record(
            title="Paper Boats",
            abstract="Boats float.",
            file="p.jsonl",
            line=1,
            arxiv_id="2599.00001",
            doi="10.1000/boats",
            authors=("A. Example",),
            published="2025-08-01",
            categories=("cs.LG",),
            url="https://example.org/boats",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"title": "T", "abstract": "A."}', id="plain"),
        pytest.param('{"title": "T", "summary": "A."}', id="summary"),
        pytest.param('{"title": "T", "abstract": null, "summary": "A."}', id="null gives way"),
        pytest.param('{"title": "T", "abstract": " ", "summary": "A."}', id="blank gives way"),
        pytest.param('{"paper_title": "T", "paper_abstract": "A.", "ref": "x-1"}', id="long names"),
        pytest.param('  {"title": "T", "abstract": "A."}\r', id="carriage return"),
    ],
)
def test_names_of_fields(text: str) -> None:
    assert read(text) == [Record("T", "A.", "p.jsonl", 1)]


@pytest.mark.parametrize("title", ['"title": "", ', '"title": null, ', ""])
def test_title_may_be_missing(title: str) -> None:
    assert read(f'{{{title}"abstract": "A."}}') == [Record("", "A.", "p.jsonl", 1)]


def test_line_of_an_extraction_file_keeps_its_metadata() -> None:
    text = '{"id": "title:0", "title": "T", "abstract": "A.", "meta": {"doi": "10.1000/t"}, "mentions": []}'

    assert read(text) == [Record("T", "A.", "p.jsonl", 1, doi="10.1000/t")]


def test_no_other_change_of_text() -> None:
    text = "Ünïcode “quotes”, \\alpha_{1} and 1\u202f000\u200b items\u0007!"

    (record,) = read(json.dumps({"title": "T", "abstract": text}))

    assert isinstance(record, Record)
    assert record.abstract == "Ünïcode “quotes”, \\alpha_{1} and 1 000\u200b items !"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("{", "not JSON: Expecting property name enclosed in double quotes at column 2", id="cut"),
        pytest.param("[1]", "not a JSON object but an array", id="array"),
        pytest.param('"text"', "not a JSON object but a string", id="string"),
        pytest.param("5", "not a JSON object but a number", id="number"),
        pytest.param("true", "not a JSON object but a truth value", id="truth value"),
        pytest.param("null", "not a JSON object but null", id="null"),
        pytest.param('{"title": "T"}', "no abstract", id="no abstract"),
        pytest.param('{"title": "T", "abstract": "  "}', "no abstract", id="blank abstract"),
        pytest.param('{"title": "T", "abstract": 5}', "abstract is not a string but a number", id="abstract is number"),
        pytest.param('{"title": ["T"], "abstract": "A."}', "title is not a string but an array", id="title is array"),
        pytest.param('{"title": "T", "abstract": {"p": "A."}}', "abstract is not a string but an object", id="object"),
        pytest.param(
            '{"title": "T", "abstract": "\\ud83d"}', "a string holds half of a surrogate pair", id="surrogate"
        ),
        pytest.param('{"n": %s}' % ("1" * 5000), "not usable JSON: a number has too many digits", id="digits"),
        pytest.param("[" * 200_000, "not usable JSON: nested too deeply", id="nested"),
        pytest.param('{"abstract": "%s"}' % ("A " * 50_001), "an abstract of 100,001 characters; the limit is 100,000"),
        pytest.param(
            '{"title": "%s", "abstract": "A"}' % ("T" * 2001), "a title of 2,001 characters; the limit is 2,000"
        ),
    ],
)
def test_unusable_line_is_set_aside_and_the_next_is_read(text: str, reason: str) -> None:
    assert read(text, "", '{"abstract": "A."}') == [SetAside("p.jsonl", 1, reason), Record("", "A.", "p.jsonl", 3)]


def test_whole_surrogate_pair_is_text() -> None:
    assert read('{"abstract": "\\ud83d\\ude00"}') == [Record("", "\U0001f600", "p.jsonl", 1)]


def test_faulty_line_is_set_aside() -> None:
    lines = [Line(1, '{"abstract": "A."}', "not valid UTF-8"), Line(2, '{"abstract": "B."}'), Line(3, "", "damaged")]

    assert list(read_json_lines(lines, "p.jsonl")) == [
        SetAside("p.jsonl", 1, "not valid UTF-8"),
        Record("", "B.", "p.jsonl", 2),
        SetAside("p.jsonl", 3, "damaged"),
    ]
