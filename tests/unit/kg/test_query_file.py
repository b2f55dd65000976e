"""Named queries as files: the comments at their head, and values in the declared types."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.query_file import Parameter, ParameterType, ParameterValue, parse_query

_TEXT = """\
// Papers that evaluate on a dataset,
// newest first.
//
// $dataset STRING, e.g. "QM9": name: or alias
// $limit INTEGER = 20: the most rows
// $above FLOAT = 0.5: lower bound
// $names LIST<STRING>, e.g. ["a", "b: c"]: some names
//
// Returns: title, published
MATCH (d:Dataset) // not the head
RETURN 1
"""


def test_parse_query_reads_purpose_parameters_and_columns() -> None:
    query = parse_query("papers", _TEXT)
    assert query.name == "papers"
    assert query.purpose == "Papers that evaluate on a dataset, newest first."
    assert query.text == _TEXT
    assert query.columns == ("title", "published")
    assert query.parameters == (
        Parameter("dataset", ParameterType.STRING, "QM9", True, "name: or alias"),
        Parameter("limit", ParameterType.INTEGER, 20, False, "the most rows"),
        Parameter("above", ParameterType.FLOAT, 0.5, False, "lower bound"),
        Parameter("names", ParameterType.STRINGS, ["a", "b: c"], True, "some names"),
    )


def test_to_row_writes_parameters_as_the_file_does() -> None:
    assert parse_query("papers", _TEXT).to_row() == {
        "name": "papers",
        "purpose": "Papers that evaluate on a dataset, newest first.",
        "parameters": [
            '$dataset STRING, e.g. "QM9"',
            "$limit INTEGER = 20",
            "$above FLOAT = 0.5",
            '$names LIST<STRING>, e.g. ["a", "b: c"]',
        ],
        "columns": ["title", "published"],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("RETURN 1", "no purpose or no columns", id="no head"),
        pytest.param("// Purpose.\nRETURN 1", "no purpose or no columns", id="no columns"),
        pytest.param("// Returns: a\nRETURN 1 AS a", "no purpose or no columns", id="no purpose"),
        pytest.param(
            "// P.\n// $a STRING: b\n// Returns: a", r"cannot read the parameter '\$a STRING: b'", id="no value"
        ),
        pytest.param(
            "// P.\n// $a DATE = 1: b\n// Returns: a", "'DATE' is not a valid ParameterType", id="unknown type"
        ),
        pytest.param("// P.\n// $a INTEGER = 1.5: b\n// Returns: a", "1.5 is no integer", id="value of another type"),
    ],
)
def test_parse_query_names_the_query_whose_head_is_wrong(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"query broken.*{message}.*; mend the file"):
        parse_query("broken", text)


@pytest.mark.parametrize(
    ("type_", "given", "value"),
    [
        pytest.param(ParameterType.STRING, "20", "20", id="text stays text"),
        pytest.param(ParameterType.STRING, "", "", id="empty text"),
        pytest.param(ParameterType.INTEGER, "20", 20, id="integer from text"),
        pytest.param(ParameterType.INTEGER, 20, 20, id="integer"),
        pytest.param(ParameterType.FLOAT, "0.5", 0.5, id="float from text"),
        pytest.param(ParameterType.FLOAT, 1, 1.0, id="float from integer"),
        pytest.param(ParameterType.STRINGS, "BERT, GLUE,", ["BERT", "GLUE"], id="list from commas"),
        pytest.param(ParameterType.STRINGS, '["a, b"]', ["a, b"], id="list from JSON"),
        pytest.param(ParameterType.STRINGS, ("a", "b"), ["a", "b"], id="list from tuple"),
    ],
)
def test_read_gives_the_declared_type(type_: ParameterType, given: object, value: ParameterValue) -> None:
    read = type_.read(given)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        pytest.param(ParameterType.STRING, 1, id="number as string"),
        pytest.param(ParameterType.INTEGER, "20.0", id="decimal as integer"),
        pytest.param(ParameterType.INTEGER, "many", id="word as integer"),
        pytest.param(ParameterType.INTEGER, True, id="truth value as integer"),
        pytest.param(ParameterType.INTEGER, 2**63, id="integer beyond 64 bits"),
        pytest.param(ParameterType.FLOAT, "NaN", id="not a number"),
        pytest.param(ParameterType.FLOAT, "null", id="null"),
        pytest.param(ParameterType.STRINGS, "[1]", id="list of numbers"),
        pytest.param(ParameterType.STRINGS, '["a"', id="broken JSON"),
        pytest.param(ParameterType.STRINGS, 3, id="number as list"),
    ],
)
def test_read_refuses_other_types(type_: ParameterType, given: object) -> None:
    with pytest.raises(ValueError, match=r"is no |delimiter|Expecting"):
        type_.read(given)
