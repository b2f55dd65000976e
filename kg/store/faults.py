"""Errors of the driver, told as errors of this project: what failed, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions

from kg.errors import QueryError, StoreAuthError, StoreError, StoreUnavailableError

CHECK_SERVER = "check that the server runs and the address"
CHECK_OWNER = "the process that had opened it has ended; run the command again"

_AUTH_CODES = (
    "Neo.ClientError.Security.AuthenticationRateLimit",
    "Neo.ClientError.Security.CredentialsExpired",
)
_UNAVAILABLE_CODES = (
    "Neo.ClientError.Database.DatabaseNotFound",
    "Neo.TransientError.General.DatabaseUnavailable",
)
_READ_ONLY_CODES = (
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.Security.Forbidden",
)
_TIMEOUT_CODES = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
)


@contextmanager
def store_faults(address: str, *, next_step: str = CHECK_SERVER) -> Iterator[None]:
    """Translate what the driver raises inside the block.

    Raises:
        StoreUnavailableError: No answer, no such database, or an address that is none.
        StoreAuthError: The store refuses the user or the password.
        StoreError: Any other refusal.
    """
    try:
        yield
    except exceptions.Neo4jError as err:
        raise _refusal(err, address) from err
    except exceptions.ConfigurationError as err:
        raise StoreUnavailableError(f"{address} is no address of a store: {_one_line(err)}; see kg --help") from err
    except (exceptions.DriverError, OSError) as err:
        raise StoreUnavailableError(f"no answer from {address}; {next_step}") from err


@contextmanager
def query_faults(*, timeout_s: float | None = None) -> Iterator[None]:
    """Translate what is wrong with a caller's statement that runs inside the block; the rest passes.

    Raises:
        QueryError: The statement is wrong, writes, or takes too long.
    """
    try:
        yield
    except exceptions.Neo4jError as err:
        reason = _query_reason(err, timeout_s)
        if reason is None:
            raise
        raise QueryError(reason) from err


def _query_reason(err: exceptions.Neo4jError, timeout_s: float | None) -> str | None:
    code = err.code or ""
    if code in _READ_ONLY_CODES:
        return "queries only read, and this statement writes; kg build writes to the store"
    if code in _TIMEOUT_CODES:
        return f"the query took longer than {timeout_s:g} s and was ended; narrow it or allow more time"
    if isinstance(err, exceptions.AuthError) or code in (*_AUTH_CODES, *_UNAVAILABLE_CODES):
        return None
    if isinstance(err, exceptions.ClientError):
        return f"the store refuses the statement: {_one_line(err)}"
    return None


def _refusal(err: exceptions.Neo4jError, address: str) -> StoreError:
    code = err.code or ""
    if isinstance(err, exceptions.AuthError) or code in _AUTH_CODES:
        return StoreAuthError(f"{address} refuses the user or the password; set KG_NEO4J_PASSWORD to the right one")
    if code in _UNAVAILABLE_CODES:
        return StoreUnavailableError(f"{address} has no such database: {_one_line(err)}; name another database")
    return StoreError(f"{address} failed: {_one_line(err)}; run the command again")


def _one_line(err: exceptions.Neo4jError | exceptions.DriverError) -> str:
    """Return the first line of an error's own message, without the status that the driver appends."""
    message = err.message if isinstance(err, exceptions.Neo4jError) else str(err)
    lines = [line.strip() for line in (message or type(err).__name__).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(err).__name__
