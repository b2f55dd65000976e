"""Extraction files: what is written, what is refused, and with which words."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.documents import Document
from extractors.errors import ExtractionFileError, UnreadableSourceError
from extractors.extraction_file import from_json, parse_extractions, read_extractions, to_json, write_extractions
from extractors.mentions import Extraction, LinkReason, Mention, Result
from ontology.terms import ConceptType, Role

DOCUMENT = Document(
    id="arxiv:2401.00001",
    title="Foo: fast décoding",
    abstract="Foo runs at 8.10 FPS on an A100.",
    arxiv_id="2401.00001",
    authors=("Ada Łukasz", "Bo Li"),
    published="2024-01-02",
    categories=("cs.CL",),
    sources=("a.txt", "b.jsonl"),
)
MENTION = Mention(
    start=0,
    end=3,
    text="Foo",
    type=ConceptType.METHOD,
    concept="method:foo",
    name="Foo",
    role=Role.INTRODUCED,
    confidence=0.9,
    extractor="proposal_patterns@1.0",
    link=LinkReason.COINED,
)
RESULT = Result(
    start=31,
    end=39,
    raw="8.10 FPS",
    value=Decimal("8.10"),
    unit="FRAME-PER-SEC",
    metric="metric:fps",
    dataset=None,
    method="method:foo",
    hardware="hardware:nvidia-a100",
    task=None,
    comparator="<=",
    delta=False,
    higher_is_better=True,
    confidence=0.5,
    extractor="numeric_results@1.0",
)
EXTRACTION = Extraction(DOCUMENT, (MENTION,), (RESULT,))
LINE = (
    '{"id": "arxiv:2401.00001", "title": "Foo: fast décoding", "abstract": "Foo runs at 8.10 FPS on an A100.", '
    '"meta": {"arxiv_id": "2401.00001", "doi": null, "authors": ["Ada Łukasz", "Bo Li"], "published": "2024-01-02", '
    '"categories": ["cs.CL"], "url": null, "sources": ["a.txt", "b.jsonl"]}, '
    '"mentions": [{"start": 0, "end": 3, "text": "Foo", "type": "Method", "concept": "method:foo", "name": "Foo", '
    '"role": "introduced", "confidence": 0.9, "extractor": "proposal_patterns@1.0", "link": "coined"}], '
    '"results": [{"metric": "metric:fps", "method": "method:foo", "dataset": null, "hardware": "hardware:nvidia-a100", '
    '"task": null, "raw": "8.10 FPS", "value": 8.10, "unit": "FRAME-PER-SEC", "comparator": "<=", "delta": false, '
    '"higher_is_better": true, "start": 31, "end": 39, "confidence": 0.5, "extractor": "numeric_results@1.0"}]}'
)


def test_to_json_writes_keys_in_fixed_order_and_decimals_as_written() -> None:
    assert to_json(EXTRACTION) == LINE


def test_from_json_restores_the_extraction() -> None:
    assert from_json(LINE) == EXTRACTION


@pytest.mark.parametrize("value", ["0.1", "1E+3", "-2.50", "12345678901234567890.123456789", "0", "1E-7"])
def test_value_keeps_every_digit(value: str) -> None:
    extraction = replace(EXTRACTION, results=(replace(RESULT, value=Decimal(value)),))
    restored = from_json(to_json(extraction)).results[0].value
    assert str(restored) == value


def test_value_may_be_missing() -> None:
    extraction = replace(EXTRACTION, results=(replace(RESULT, value=None),))
    assert from_json(to_json(extraction)) == extraction


def test_value_must_be_finite() -> None:
    with pytest.raises(ValueError, match="must be a number, not NaN"):
        to_json(replace(EXTRACTION, results=(replace(RESULT, value=Decimal("NaN")),)))


def test_fields_that_other_tools_leave_out_are_filled() -> None:
    line = json.dumps(
        {
            "id": "x1",
            "abstract": "We train a CNN.",
            "mentions": [{"start": 12, "end": 15, "text": "CNN", "type": "Method", "role": "used"}],
        }
    )
    assert from_json(line) == Extraction(
        Document(id="x1", title="", abstract="We train a CNN."),
        (Mention(12, 15, "CNN", ConceptType.METHOD, "method:cnn", "CNN", Role.USED, 1.0, "unknown"),),
        (),
    )


def _line(**changes: object) -> str:
    return json.dumps({**json.loads(LINE), **changes})


def _mention_line(**changes: object) -> str:
    return _line(mentions=[{**json.loads(LINE)["mentions"][0], **changes}])


def _result_line(**changes: object) -> str:
    return _line(results=[{**json.loads(LINE)["results"][0], **changes}])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at character 1"),
        ("[1]", "a JSON object is needed, not a list"),
        ("NaN", "not JSON that can be read: NaN is not a JSON number"),
        (_line(id=None), "id is missing"),
        (_line(id=""), "id is empty"),
        (_line(id=7), "id must be a string, not a number"),
        (_line(title=["Foo"]), "title must be a string, not a list"),
        (_line(meta=[]), "meta must be an object, not a list"),
        (_line(meta={"authors": "Ada"}), "meta.authors must be a list, not a string"),
        (_line(meta={"authors": ["Ada", None]}), "meta.authors[1] must be a string, not null"),
        (_line(mentions={}), "mentions must be a list, not an object"),
        (_line(mentions=["Foo"]), "mentions[0] must be an object, not a string"),
        (_mention_line(start=None), "mentions[0].start is missing"),
        (_mention_line(start=True), "mentions[0].start must be a whole number, not a truth value"),
        (_mention_line(end=1.5), "mentions[0].end must be a whole number, not a number"),
        (_mention_line(end=99), "mentions[0].start and end give [0, 99), outside a text of 51 characters"),
        (_mention_line(start=3), "mentions[0].start and end give [3, 3), outside a text of 51 characters"),
        (_mention_line(end=2), "mentions[0].text is 'Foo', but [0, 2) of the text is 'Fo'"),
        (_mention_line(type="Thing"), "unknown type 'Thing'; known types: Dataset, Hardware, Method, Metric, Task"),
        (_mention_line(role=None), "mentions[0].role is missing"),
        (_mention_line(role="cited"), "unknown type 'cited'; known types: compared, introduced, mentioned, used"),
        (_mention_line(confidence=1.2), "mentions[0].confidence is 1.2, outside 0 to 1"),
        (_mention_line(confidence="high"), "mentions[0].confidence must be a number, not a string"),
        (_mention_line(name="\ud800"), "mentions[0].name holds half of a surrogate pair"),
        (_result_line(raw="9 FPS"), "results[0].raw is '9 FPS', but [31, 39) of the text is '8.10 FPS'"),
        (_result_line(value="8"), "results[0].value must be a number, not a string"),
        (_result_line(comparator="=>"), "results[0].comparator is '=>'; allowed: <, <=, >, >=, ~"),
        (_result_line(delta="yes"), "results[0].delta must be true or false, not a string"),
    ],
)
def test_from_json_names_what_is_wrong(line: str, reason: str) -> None:
    with pytest.raises(ExtractionFileError) as caught:
        from_json(line, file="x.jsonl", line_number=4)
    assert str(caught.value) == f"x.jsonl:4: {reason}; write the file again with kg extract"


def test_deep_nesting_is_an_error_of_the_file() -> None:
    with pytest.raises(ExtractionFileError, match="not JSON that can be read"):
        from_json("[" * 200_000)


def test_parse_extractions_passes_over_empty_lines_and_counts_them() -> None:
    lines = ["\n", LINE + "\n", "  \n", "3\n"]
    found = parse_extractions(lines, file="x.jsonl")
    assert next(found) == EXTRACTION
    with pytest.raises(ExtractionFileError, match=r"x\.jsonl:4: a JSON object is needed, not a number"):
        next(found)


def test_parse_extractions_refuses_a_repeated_id() -> None:
    with pytest.raises(ExtractionFileError, match=r"x\.jsonl:3: id 'arxiv:2401\.00001' stands on line 1 already"):
        list(parse_extractions([LINE, "", LINE], file="x.jsonl"))


def test_written_file_reads_back(tmp_path: Path) -> None:
    second = Extraction(Document(id="title:b", title="B", abstract="Line\u2028separator\r\nand break"), (), ())
    path = tmp_path / "x.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        assert write_extractions([EXTRACTION, second], stream) == 2
    assert list(read_extractions(path)) == [EXTRACTION, second]


def test_write_extractions_refuses_another_order() -> None:
    second = replace(EXTRACTION, document=replace(DOCUMENT, id="arxiv:2400.00001"))
    with pytest.raises(ValueError, match=r"'arxiv:2400\.00001' follows 'arxiv:2401\.00001'"):
        write_extractions([EXTRACTION, second], io.StringIO())


def test_read_extractions_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="No such file"):
        list(read_extractions(tmp_path / "none.jsonl"))


def test_read_extractions_names_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(UnreadableSourceError, match="not UTF-8 text"):
        list(read_extractions(path))
