"""Settings: what the commands use where a flag says nothing.

Later wins: the defaults, the file ``kg.toml`` in the working directory, the environment, the flags.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from extractors.profiles import DEFAULT_PROFILE, Profile
from kg.errors import SettingsError

SETTINGS_FILE = Path("kg.toml")
_ENVIRONMENT = {
    "store": "KG_STORE",
    "user": "KG_NEO4J_USER",
    "database": "KG_NEO4J_DATABASE",
    "password": "KG_NEO4J_PASSWORD",
    "profile": "KG_PROFILE",
    "curation": "KG_CURATION",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the graph is, how to get in, and how to extract.

    Attributes:
        store: Path of an embedded store, or URI of a Neo4j server.
        user: User of the server.
        database: Database of the server.
        password: Password of the server; never in a file, only in the environment or asked for.
        profile: How concepts are found.
        curation: File with the decisions of people; None for ``curation.tsv`` in the working directory, if it is there.
    """

    store: str = "kg.db"
    user: str = "neo4j"
    database: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    profile: Profile = DEFAULT_PROFILE
    curation: str | None = None


def load_settings(
    *,
    file: Path = SETTINGS_FILE,
    environment: Mapping[str, str] | None = None,
    store: str | None = None,
    profile: Profile | None = None,
    curation: str | None = None,
) -> Settings:
    """Return the settings in force.

    Args:
        file: Settings file; may be missing.
        environment: Variables; those of the process by default.
        store: What the flag says, None for nothing.
        profile: Likewise.
        curation: Likewise.

    Raises:
        SettingsError: The file is not TOML, or holds an unknown key or a value that is not a string; or a profile is
            unknown.
    """
    variables = os.environ if environment is None else environment
    given = {key: variables[name] for key, name in _ENVIRONMENT.items() if variables.get(name)}
    given_flags = (("store", store), ("profile", profile), ("curation", curation))
    flags = {key: value for key, value in given_flags if value is not None}
    values = {**_read_file(file), **given, **flags}
    return replace(Settings(), **{**values, "profile": _profile(values.get("profile", DEFAULT_PROFILE))})  # type: ignore[arg-type]


def _profile(name: str) -> Profile:
    try:
        return Profile(name)
    except ValueError as err:
        raise SettingsError(f"unknown profile {name!r}; known: {', '.join(Profile)}") from err


def _read_file(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise SettingsError(f"{file} is not TOML: {err}; mend the line or remove the file") from err
    known = sorted({f.name for f in fields(Settings)} - {"password"})
    for key, value in values.items():
        if key == "password":
            raise SettingsError(f"{file}: a password does not belong in a file; set {_ENVIRONMENT['password']}")
        if key not in known:
            raise SettingsError(f"{file}: unknown setting {key!r}; known: {', '.join(known)}")
        if not isinstance(value, str):
            raise SettingsError(f"{file}: {key} must be a string in quotes, not {value!r}")
    return values
