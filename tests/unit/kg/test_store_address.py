from __future__ import annotations

import pytest

from kg.errors import StoreAuthError, StoreUnavailableError
from kg.store.address import SCHEMES, is_server


@pytest.mark.parametrize("scheme", SCHEMES)
def test_driver_schemes_are_servers(scheme: str) -> None:
    assert is_server(f"{scheme}://db.example.org:7687")


@pytest.mark.parametrize("target", ["NEO4J://localhost", "bolt://[::1]:7687", "neo4j://localhost/"])
def test_address_may_lack_a_port_and_be_in_capitals(target: str) -> None:
    assert is_server(target)


@pytest.mark.parametrize("target", ["kg.db", "./a/b", "/tmp/kg.db", "C:\\graphs\\kg.db", "neo4j", "bolt:", ""])
def test_anything_without_a_scheme_is_a_path(target: str) -> None:
    assert not is_server(target)


@pytest.mark.parametrize("target", ["https://localhost", "neo4j+x://localhost", "file:///tmp/kg.db", "://x"])
def test_other_schemes_are_refused_with_the_known_ones(target: str) -> None:
    with pytest.raises(StoreUnavailableError, match=r"is no address of a store; use a path or neo4j, neo4j\+s, .*://"):
        is_server(target)


@pytest.mark.parametrize("target", ["bolt://", "bolt://localhost:port", "bolt://localhost:0", "bolt://:7687"])
def test_server_needs_a_host_and_a_port_that_is_a_number(target: str) -> None:
    with pytest.raises(StoreUnavailableError, match=r"is no address of a store; write bolt://host:port$"):
        is_server(target)


@pytest.mark.parametrize("target", ["neo4j://ann:secret@host:7687", "neo4j://ann@host:7687", "ftp://:secret@host:7687"])
def test_user_and_password_are_refused_without_being_shown(target: str) -> None:
    with pytest.raises(StoreAuthError) as raised:
        is_server(target)
    scheme = target.partition(":")[0]
    assert str(raised.value) == f"leave user and password out of {scheme}://host:7687; set KG_NEO4J_PASSWORD"
