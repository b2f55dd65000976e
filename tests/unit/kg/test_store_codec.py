from __future__ import annotations

import pytest
from neo4j import spatial, time

from kg.graph import Node, Relationship, Value
from kg.store.codec import decode_properties, node_row, plain, relationship_row
from ontology.schema import load_schema
from ontology.terms import NodeLabel, RelationType

_HARDWARE = load_schema().node_properties["Hardware"]
_USES = load_schema().relationship_properties["USES"]


def test_node_row_holds_the_id_and_all_properties() -> None:
    node = Node("hardware:h", NodeLabel.HARDWARE, {"name": "H", "aliases": (), "coined": False, "n_papers": 0})
    props = {"id": "hardware:h", "name": "H", "aliases": [], "coined": False, "n_papers": 0}
    assert node_row(node, _HARDWARE) == {"id": "hardware:h", "props": props}


def test_node_row_can_leave_properties_out() -> None:
    node = Node("arxiv:1", NodeLabel.PAPER, {"title": "T", "digest": "d"})
    assert node_row(node, {}, without=("digest",)) == {"id": "arxiv:1", "props": {"id": "arxiv:1", "title": "T"}}


def test_relationship_row_holds_its_ends() -> None:
    uses = Relationship(RelationType.USES, "arxiv:1", "method:m", {"confidence": 1, "quotes": ("q",)})
    row = relationship_row(uses, _USES)
    assert row == {"start": "arxiv:1", "end": "method:m", "props": {"confidence": 1.0, "quotes": ["q"]}}


@pytest.mark.parametrize(
    ("name", "stored", "value"),
    [
        ("memory_gb", 80, 80.0),
        ("memory_gb", 0.5, 0.5),
        ("n_papers", 0, 0),
        ("coined", False, False),
        ("aliases", [], ()),
        ("aliases", ["", "b"], ("", "b")),
        ("name", "", ""),
        ("unheard", [1, 2], (1, 2)),
    ],
)
def test_decoded_value_has_the_type_of_the_ontology(name: str, stored: object, value: Value) -> None:
    decoded = decode_properties({"id": "x", name: stored}, _HARDWARE)
    assert (decoded, type(decoded[name])) == ({name: value}, type(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (time.Date(2024, 2, 29), "2024-02-29"),
        (time.DateTime(2024, 2, 29, 1, 2, 3), "2024-02-29T01:02:03.000000000"),
        (time.Time(1, 2, 3), "01:02:03.000000000"),
        (time.Duration(months=1, days=2), "P1M2D"),
        (spatial.WGS84Point((1.5, 2.5)), {"srid": 4326, "coordinates": [1.5, 2.5]}),
        ({"a": [time.Date(2024, 1, 1), None, True, 1, 1.5, "x"]}, {"a": ["2024-01-01", None, True, 1, 1.5, "x"]}),
    ],
    ids=["date", "datetime", "time", "duration", "point", "nested"],
)
def test_plain_gives_types_of_json(value: object, expected: object) -> None:
    assert plain(value) == expected
