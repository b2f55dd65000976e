from __future__ import annotations

import pytest
from neo4j import exceptions

from kg.errors import QueryError, StoreAuthError, StoreError, StoreUnavailableError
from kg.store.faults import query_faults, store_faults

_ADDRESS = "neo4j://db:7687"


def _refusal(code: str, message: str = "first line.\nsecond line") -> exceptions.Neo4jError:
    return exceptions.Neo4jError._hydrate_neo4j(code=code, message=message)


@pytest.mark.parametrize(
    ("raised", "expected", "message"),
    [
        (
            exceptions.ServiceUnavailable("Couldn't connect to db:7687 (resolved to ())"),
            StoreUnavailableError,
            "no answer from neo4j://db:7687; check that the server runs and the address",
        ),
        (
            exceptions.SessionExpired("gone"),
            StoreUnavailableError,
            "no answer from neo4j://db:7687; check that the server runs and the address",
        ),
        (
            ConnectionResetError("reset"),
            StoreUnavailableError,
            "no answer from neo4j://db:7687; check that the server runs and the address",
        ),
        (
            exceptions.ConfigurationError("bad routing"),
            StoreUnavailableError,
            "neo4j://db:7687 is no address of a store: bad routing; see kg --help",
        ),
        (
            _refusal("Neo.ClientError.Security.Unauthorized"),
            StoreAuthError,
            "neo4j://db:7687 refuses the user or the password; set KG_NEO4J_PASSWORD to the right one",
        ),
        (
            _refusal("Neo.ClientError.Security.AuthenticationRateLimit"),
            StoreAuthError,
            "neo4j://db:7687 refuses the user or the password; set KG_NEO4J_PASSWORD to the right one",
        ),
        (
            _refusal("Neo.ClientError.Database.DatabaseNotFound"),
            StoreUnavailableError,
            "neo4j://db:7687 has no such database: first line; name another database",
        ),
        (
            _refusal("Neo.TransientError.Transaction.DeadlockDetected"),
            StoreError,
            "neo4j://db:7687 failed: first line; run the command again",
        ),
    ],
)
def test_driver_errors_become_ours(raised: Exception, expected: type[StoreError], message: str) -> None:
    with pytest.raises(expected) as caught, store_faults(_ADDRESS):
        raise raised
    assert (type(caught.value), str(caught.value), caught.value.__cause__) == (expected, message, raised)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Neo.ClientError.Statement.SyntaxError", "the store refuses the statement: first line"),
        ("Neo.ClientError.Statement.ParameterMissing", "the store refuses the statement: first line"),
        (
            "Neo.ClientError.Statement.AccessMode",
            "queries only read, and this statement writes; kg build writes to the store",
        ),
        (
            "Neo.ClientError.Security.Forbidden",
            "queries only read, and this statement writes; kg build writes to the store",
        ),
        (
            "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
            "the query took longer than 1.5 s and was ended; narrow it or allow more time",
        ),
    ],
)
def test_errors_of_a_query_become_query_errors(code: str, message: str) -> None:
    with pytest.raises(QueryError) as caught, store_faults(_ADDRESS), query_faults(timeout_s=1.5):
        raise _refusal(code)
    assert str(caught.value) == message


def test_lost_server_in_a_query_is_not_the_fault_of_the_query() -> None:
    with pytest.raises(StoreUnavailableError), store_faults(_ADDRESS), query_faults():
        raise exceptions.ServiceUnavailable("gone")


def test_refused_password_in_a_query_is_not_the_fault_of_the_query() -> None:
    with pytest.raises(StoreAuthError), store_faults(_ADDRESS), query_faults():
        raise _refusal("Neo.ClientError.Security.Unauthorized")


def test_our_own_errors_pass() -> None:
    with pytest.raises(StoreError, match=r"^ours$"), store_faults(_ADDRESS):
        raise StoreError("ours")
