"""The query library: named questions that have the same answer on every store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import ParameterError, UnknownNameError
from kg.query_file import NamedQuery, Parameter, ParameterValue, parse_query

if TYPE_CHECKING:
    from kg.store import GraphStore

_SUFFIX = ".cypher"


@cache
def load_queries() -> Mapping[str, NamedQuery]:
    """Return the queries that ship with this package, by name and in the order of their names.

    Raises:
        QueryError: The comments at the head of a file do not follow the layout of the library.
    """
    found = sorted(
        (f for f in files("kg").joinpath("cypher").iterdir() if f.name.endswith(_SUFFIX)), key=lambda f: f.name
    )
    queries = [parse_query(f.name.removesuffix(_SUFFIX), f.read_text(encoding="utf-8")) for f in found]
    return MappingProxyType({query.name: query for query in queries})


def find_query(name: str) -> NamedQuery:
    """Return the query of a name.

    Raises:
        UnknownNameError: There is no such query.
    """
    queries = load_queries()
    if name not in queries:
        raise UnknownNameError("query", name, queries)
    return queries[name]


def run_query(
    store: GraphStore, name: str, parameters: Mapping[str, object], *, timeout_s: float | None = None
) -> list[dict[str, object]]:
    """Return the rows of a query of the library.

    Args:
        store: An open store.
        name: Name of the query.
        parameters: Values by name, in the declared types or as text; see `ParameterType.read`.
        timeout_s: Time limit; none by default.

    Raises:
        UnknownNameError: There is no such query, or the query has no such parameter.
        ParameterError: A value is missing, or is not of the declared type.
        StoreError: The store fails.
    """
    query = find_query(name)
    return store.query(query.text, bind(query, parameters), timeout_s=timeout_s)


def bind(query: NamedQuery, parameters: Mapping[str, object]) -> dict[str, ParameterValue]:
    """Return a value for every parameter of a query: the one given, else the default.

    Raises:
        UnknownNameError: The query has no such parameter.
        ParameterError: A value is missing, or is not of the declared type.
    """
    known = [p.name for p in query.parameters]
    for name in parameters:
        if name not in known:
            raise UnknownNameError(f"parameter of {query.name}", name, known)
    return {p.name: _value(query, p, parameters) for p in query.parameters}


def _value(query: NamedQuery, parameter: Parameter, given: Mapping[str, object]) -> ParameterValue:
    if parameter.name not in given:
        if parameter.required:
            raise ParameterError(query.name, parameter.name, f"is missing; give one like {parameter}")
        return parameter.example
    value = given[parameter.name]
    try:
        return parameter.type.read(value)
    except ValueError as err:
        raise ParameterError(query.name, parameter.name, f"cannot be {value!r}; give one like {parameter}") from err
