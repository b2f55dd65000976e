"""What a store's address means: a server, or the folder of an embedded store."""

from __future__ import annotations

from urllib.parse import urlsplit

from kg.errors import StoreAuthError, StoreUnavailableError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def is_server(target: str) -> bool:
    """Return whether an address is that of a server; anything without ``://`` is a path.

    Raises:
        StoreAuthError: The address holds a user or a password.
        StoreUnavailableError: The address has another scheme than a store's, no host, or a port that is none.

    >>> is_server("neo4j://localhost:7687"), is_server("./kg.db")
    (True, False)
    """
    if "://" not in target:
        return False
    scheme, _, rest = target.partition("://")
    if "@" in rest:
        address = f"{scheme}://{rest.rpartition('@')[2]}"
        raise StoreAuthError(f"leave user and password out of {address}; set KG_NEO4J_PASSWORD")
    if scheme.lower() not in SCHEMES:
        raise StoreUnavailableError(
            f"{target} is no address of a store; use a path or {', '.join(SCHEMES)}://host:port"
        )
    if not _has_host_and_port(target):
        raise StoreUnavailableError(f"{target} is no address of a store; write {scheme}://host:port")
    return True


def _has_host_and_port(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
