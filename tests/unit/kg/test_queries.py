"""The query library: its files, parameters and errors; a recording store shows what is sent."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from typing import Any, cast

import pytest

from kg.errors import ParameterError, UnknownNameError
from kg.queries import bind, find_query, load_queries, run_query
from kg.store import GraphStore
from ontology.schema import load_schema

_NAMES = sorted(load_queries())
_LABEL = re.compile(r"\((?:\w+)?:(\w+)")
_RELATION = re.compile(r"\[(?:\w+)?:([A-Z_|]+)")
_USED_PARAMETER = re.compile(r"\$(\w+)")


class _RecordingStore:
    """Stands for a store; the statements themselves are tested on real ones."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Mapping[str, object], float | None]] = []

    def query(self, text: str, parameters: Mapping[str, object], *, timeout_s: float | None) -> list[dict[str, object]]:
        self.calls.append((text, parameters, timeout_s))
        return [{"n": 1}]


def _statement(name: str) -> str:
    return "\n".join(line for line in find_query(name).text.splitlines() if not line.startswith("//"))


def test_library_has_at_least_15_queries_in_the_order_of_their_names() -> None:
    assert list(load_queries()) == _NAMES
    assert len(_NAMES) >= 15


@pytest.mark.parametrize("name", _NAMES)
def test_query_uses_the_parameters_that_it_declares(name: str) -> None:
    assert {p.name for p in find_query(name).parameters} == set(_USED_PARAMETER.findall(_statement(name)))


@pytest.mark.parametrize("name", _NAMES)
def test_query_names_labels_and_relations_of_the_ontology(name: str) -> None:
    schema, statement = load_schema(), _statement(name)
    assert set(_LABEL.findall(statement)) <= schema.superclasses.keys()
    assert {r for types in _RELATION.findall(statement) for r in types.split("|")} <= schema.relations.keys()


@pytest.mark.parametrize("name", _NAMES)
def test_query_gives_its_rows_in_a_stated_order_with_the_declared_columns(name: str) -> None:
    _, _, tail = _statement(name).rpartition("\nRETURN ")
    returned, order, _ = tail.partition("\nORDER BY ")
    assert order
    last_words = [re.split(r"\s+", part)[-1] for part in re.split(r",\s+(?![^\[(]*[\])])", returned)]
    assert tuple(last_words) == find_query(name).columns


def test_run_query_sends_the_file_with_defaults_and_values_in_their_types() -> None:
    store = _RecordingStore()
    rows = run_query(cast("GraphStore", store), "leaderboard", {"dataset": "COCO", "metric": "42"}, timeout_s=2.5)
    assert rows == [{"n": 1}]
    assert store.calls == [(find_query("leaderboard").text, {"dataset": "COCO", "metric": "42", "limit": 20}, 2.5)]


def test_bind_reads_text_in_the_declared_type() -> None:
    assert bind(find_query("weak-evidence"), {"max_confidence": "1", "limit": "3"}) == {
        "max_confidence": 1.0,
        "limit": 3,
    }


def test_unknown_query_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=f"unknown query 'nope'; known: {', '.join(_NAMES)}"):
        run_query(cast("GraphStore", _RecordingStore()), "nope", {})


def test_unknown_parameter_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown parameter of papers-on-dataset 'name'; known: dataset, limit"):
        bind(find_query("papers-on-dataset"), {"name": "COCO"})


def test_missing_parameter_is_named_with_an_example() -> None:
    with pytest.raises(ParameterError) as caught:
        bind(find_query("papers-on-dataset"), {})
    assert str(caught.value) == (
        "parameter 'dataset' of query papers-on-dataset is missing; give one like $dataset STRING, e.g. \"GLUE\""
    )


@pytest.mark.parametrize("value", ["ten", "1.5", [1]], ids=str)
def test_value_of_another_type_is_named(value: Any) -> None:
    with pytest.raises(ParameterError) as caught:
        bind(find_query("hardware-ranking"), {"limit": value})
    assert str(caught.value) == (
        f"parameter 'limit' of query hardware-ranking cannot be {value!r}; give one like $limit INTEGER = 20"
    )


def test_parameter_error_survives_pickling() -> None:
    error = ParameterError("q", "limit", "is missing")
    assert str(pickle.loads(pickle.dumps(error))) == "parameter 'limit' of query q is missing"
