"""JSON fields: what comes back, and the path that a reason names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.json_fields import FieldError, JsonObject

FIELDS = JsonObject.parse(
    '{"a": "x", "n": 3, "d": 0.10, "t": true, "l": ["x", "y"], "o": {"k": "v"}, "s": [{"k": null}]}'
)


def test_values_of_every_kind() -> None:
    assert FIELDS.text("a") == "x"
    assert FIELDS.integer("n") == 3
    assert (FIELDS.optional_decimal("n"), str(FIELDS.optional_decimal("d"))) == (Decimal(3), "0.10")
    assert FIELDS.optional_flag("t") is True
    assert FIELDS.texts("l") == ("x", "y")
    assert FIELDS.nested("o").text("k") == "v"
    assert [entry.optional_text("k") for entry in FIELDS.objects("s")] == [None]


def test_missing_fields_are_empty() -> None:
    assert (FIELDS.optional_text("z"), FIELDS.optional_decimal("z"), FIELDS.optional_flag("z")) == (None, None, None)
    assert (FIELDS.texts("z"), FIELDS.objects("z"), FIELDS.nested("z").fields) == ((), (), {})


def test_reason_names_the_path() -> None:
    with pytest.raises(FieldError, match=r"^s\[0\]\.k is missing$"):
        FIELDS.objects("s")[0].text("k")
    with pytest.raises(FieldError, match=r"^o\.k must be a whole number, not a string$"):
        FIELDS.nested("o").integer("k")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("null", "a JSON object is needed, not null"),
        ('"x"', "a JSON object is needed, not a string"),
        ("", "not JSON: Expecting value at character 0"),
        ('{"n": Infinity}', "Infinity is not a JSON number"),
        ('{"n": ' + "9" * 5000 + "}", "not JSON that can be read"),
    ],
    ids=["null", "string", "empty", "infinity", "number too long"],
)
def test_parse_refuses(line: str, reason: str) -> None:
    with pytest.raises(FieldError, match=reason):
        JsonObject.parse(line)
