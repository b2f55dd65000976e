"""Where settings come from, and which wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.profiles import Profile
from kg.errors import SettingsError
from kg.settings import Settings, load_settings


def test_defaults_hold_where_nothing_is_set(tmp_path: Path) -> None:
    assert load_settings(file=tmp_path / "none.toml", environment={}) == Settings()


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "kg.toml"
    file.write_text('store = "from-file"\nuser = "file-user"\ndatabase = "file-db"\n')
    environment = {"KG_STORE": "from-environment", "KG_NEO4J_USER": "env-user"}

    settings = load_settings(file=file, environment=environment, store="from-flag")

    assert settings == Settings(store="from-flag", user="env-user", database="file-db")


@pytest.mark.parametrize(
    ("environment", "flag", "profile"),
    [
        ({}, None, "fast"),
        ({"KG_PROFILE": "accurate"}, None, "accurate"),
        ({"KG_PROFILE": "accurate"}, "fast", "fast"),
    ],
    ids=["file", "environment", "flag"],
)
def test_profile_is_a_setting(tmp_path: Path, environment: dict[str, str], flag: str | None, profile: str) -> None:
    file = tmp_path / "kg.toml"
    file.write_text('profile = "fast"\n')
    chosen = Profile(flag) if flag else None

    assert load_settings(file=file, environment=environment, profile=chosen).profile is Profile(profile)


def test_unknown_profile_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="unknown profile 'slow'; known: accurate, fast"):
        load_settings(file=tmp_path / "none.toml", environment={"KG_PROFILE": "slow"})


def test_password_comes_from_the_environment_and_stays_out_of_the_repr(tmp_path: Path) -> None:
    settings = load_settings(file=tmp_path / "none.toml", environment={"KG_NEO4J_PASSWORD": "hush-hush"})

    assert settings.password == "hush-hush"
    assert "hush-hush" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            'stroe = "x"', "unknown setting 'stroe'; known: curation, database, profile, store, user", id="unknown key"
        ),
        pytest.param("store = 3", "store must be a string in quotes, not 3", id="wrong type"),
        pytest.param('password = "x"', "does not belong in a file", id="password"),
        pytest.param("store =", "is not TOML", id="no TOML"),
    ],
)
def test_bad_file_is_named_with_the_reason(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "kg.toml"
    file.write_text(text)

    with pytest.raises(SettingsError, match=message) as caught:
        load_settings(file=file, environment={})

    assert str(file) in str(caught.value)
