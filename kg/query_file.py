"""Named queries as files: Cypher whose first comments say what it answers, what it takes and what it returns.

    // Papers that train or evaluate on a dataset, newest first.
    //
    // $dataset STRING, e.g. "GLUE": name or alias of a dataset
    // $limit INTEGER = 20: the most rows
    //
    // Returns: title, published

A parameter with ``=`` has that default; one with ``e.g.`` must be given. Both values are JSON.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kg.errors import QueryError

ParameterValue: TypeAlias = str | int | float | list[str]

_COLUMNS = "Returns: "
_PARAMETER = re.compile(
    r"\$(?P<name>\w+) (?P<type>[A-Z<>]+)(?P<mark> = |, e\.g\. )(?P<value>\"[^\"]*\"|\[[^\]]*\]|[^\s:]+): (?P<about>.+)"
)
_INT64 = range(-(2**63), 2**63)  # what both stores hold


class ParameterType(StrEnum):
    """The types of a parameter, as Cypher names them."""

    STRING = "STRING"
    INTEGER = "INTEGER"
    FLOAT = "FLOAT"
    STRINGS = "LIST<STRING>"

    def read(self, value: object) -> ParameterValue:
        """Return a value in this type.

        Text is read as a command line gives it: a number in decimal, a list as JSON or with commas between its parts.

        Raises:
            ValueError: The value is not of the type, nor text that says one.

        >>> ParameterType.INTEGER.read("20"), ParameterType.FLOAT.read(1), ParameterType.STRINGS.read("BERT, GLUE")
        (20, 1.0, ['BERT', 'GLUE'])
        """
        return _READERS[self](value)


def _read_string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no string")
    return value


def _read_number(value: object) -> int | float:
    number = json.loads(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise ValueError(f"{value!r} is no number")
    return number


def _read_integer(value: object) -> int:
    number = _read_number(value)
    if not isinstance(number, int) or number not in _INT64:
        raise ValueError(f"{value!r} is no integer of 64 bits")
    return number


def _read_float(value: object) -> float:
    return float(_read_number(value))


def _read_strings(value: object) -> list[str]:
    if isinstance(value, str):
        is_json = value.lstrip().startswith("[")
        value = json.loads(value) if is_json else [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list | tuple):
        raise ValueError(f"{value!r} is no list")
    return [_read_string(v) for v in value]


_READERS: Mapping[ParameterType, Callable[[object], ParameterValue]] = {
    ParameterType.STRING: _read_string,
    ParameterType.INTEGER: _read_integer,
    ParameterType.FLOAT: _read_float,
    ParameterType.STRINGS: _read_strings,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        example: A value of the type; the default where none has to be given.
        required: Whether a value has to be given.
    """

    name: str
    type: ParameterType
    example: ParameterValue
    required: bool
    description: str

    def __str__(self) -> str:
        mark = ", e.g. " if self.required else " = "
        return f"${self.name} {self.type}{mark}{json.dumps(self.example, ensure_ascii=False)}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library.

    Attributes:
        name: Name of its file without the ending.
        text: The whole file; its comments are comments of Cypher, too.
        columns: The keys of every row of the answer, in order.
    """

    name: str
    purpose: str
    text: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]

    def to_row(self) -> dict[str, object]:
        """Return the query as one row of a table."""
        return {
            "name": self.name,
            "purpose": self.purpose,
            "parameters": [str(p) for p in self.parameters],
            "columns": list(self.columns),
        }


def parse_query(name: str, text: str) -> NamedQuery:
    """Return the query that the text of a file describes.

    Raises:
        QueryError: The comments at its head do not follow the layout of the library.
    """
    purpose: list[str] = []
    parameters: list[Parameter] = []
    columns: tuple[str, ...] = ()
    for line in _head(text):
        if line.startswith("$"):
            parameters.append(_parse_parameter(name, line))
        elif line.startswith(_COLUMNS):
            columns = tuple(line.removeprefix(_COLUMNS).split(", "))
        elif line:
            purpose.append(line)
    if not purpose or not columns:
        raise QueryError(f"query {name} has no purpose or no columns in its first comments; mend the file")
    return NamedQuery(name, " ".join(purpose), text, tuple(parameters), columns)


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("//"):
            return
        yield line.removeprefix("//").strip()


def _parse_parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    try:
        if match is None:
            raise ValueError("expected $name TYPE = default: description, or $name TYPE, e.g. value: description")
        type_ = ParameterType(match["type"])
        example = type_.read(json.loads(match["value"]))
    except ValueError as err:
        raise QueryError(f"query {query}: cannot read the parameter {line!r}, {err}; mend the file") from err
    return Parameter(match["name"], type_, example, match["mark"] != " = ", match["about"])
