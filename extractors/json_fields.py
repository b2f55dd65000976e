"""Typed access to the fields of a JSON object, with reasons that name the field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


class FieldError(ValueError):
    """A JSON text or one of its fields is not what its format says; the message is the reason."""


@dataclass(frozen=True, slots=True)
class JsonObject:
    """One JSON object of a file.

    Attributes:
        fields: The parsed object; numbers with a fraction or exponent are Decimals.
        place: Prefix of every reason, e.g. ``mentions[3]``; empty for the whole line.
    """

    fields: Mapping[str, object]
    place: str = ""

    @classmethod
    def parse(cls, line: str) -> JsonObject:
        """Return the object that one line of JSON Lines holds.

        Raises:
            FieldError: The line is not JSON, or its value is not an object.
        """
        try:
            value = json.loads(line, parse_float=Decimal, parse_constant=_refuse_constant)
        except json.JSONDecodeError as err:
            raise FieldError(f"not JSON: {err.msg} at character {err.pos}") from err
        except (ValueError, RecursionError) as err:
            raise FieldError(f"not JSON that can be read: {err}") from err
        if not isinstance(value, dict):
            raise FieldError(f"a JSON object is needed, not {_kind(value)}")
        return cls(value)

    def text(self, key: str) -> str:
        """Return a string that must be there."""
        value = self.optional_text(key)
        if value is None:
            raise self.error(key, "is missing")
        return value

    def optional_text(self, key: str) -> str | None:
        """Return a string, or None where the field is missing or null."""
        value = self.fields.get(key)
        return None if value is None else self._checked_text(key, value)

    def integer(self, key: str) -> int:
        """Return a whole number that must be there."""
        value = self.fields.get(key)
        if value is None:
            raise self.error(key, "is missing")
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, f"must be a whole number, not {_kind(value)}")
        return value

    def optional_decimal(self, key: str) -> Decimal | None:
        """Return a number exactly as written, or None where the field is missing or null."""
        value = self.fields.get(key)
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        raise self.error(key, f"must be a number, not {_kind(value)}")

    def optional_flag(self, key: str) -> bool | None:
        """Return true or false, or None where the field is missing or null."""
        value = self.fields.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self.error(key, f"must be true or false, not {_kind(value)}")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty where the field is missing or null."""
        return tuple(self._checked_text(f"{key}[{i}]", value) for i, value in enumerate(self._list(key)))

    def objects(self, key: str) -> tuple[JsonObject, ...]:
        """Return a list of objects; empty where the field is missing or null."""
        return tuple(self._checked_object(f"{key}[{i}]", value) for i, value in enumerate(self._list(key)))

    def nested(self, key: str) -> JsonObject:
        """Return an object; an empty one where the field is missing or null."""
        value = self.fields.get(key)
        return self._checked_object(key, {} if value is None else value)

    def error(self, key: str, problem: str) -> FieldError:
        """Return the error that says what is wrong with one field."""
        return FieldError(f"{self._path(key)} {problem}")

    def _path(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _list(self, key: str) -> list[object]:
        value = self.fields.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(key, f"must be a list, not {_kind(value)}")
        return value

    def _checked_object(self, key: str, value: object) -> JsonObject:
        if not isinstance(value, dict):
            raise self.error(key, f"must be an object, not {_kind(value)}")
        return JsonObject(value, self._path(key))

    def _checked_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.error(key, f"must be a string, not {_kind(value)}")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise self.error(key, "holds half of a surrogate pair") from None
        return value


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def _kind(value: object) -> str:
    kinds = {
        bool: "a truth value",
        int: "a number",
        Decimal: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return kinds.get(type(value), "null")
