"""The server that users start is the one that the tests run on."""

from __future__ import annotations

import re
from pathlib import Path

from neo4j_server import VERSION

_ROOT = Path(__file__).parents[2]
_COMPOSE = (_ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def test_image_and_jars_have_one_version() -> None:
    pom = (_ROOT / "tests" / "support" / "neo4j_server" / "pom.xml").read_text(encoding="utf-8")
    assert re.findall(r"image: (\S+)", _COMPOSE) == [f"neo4j:{VERSION}-community"]
    assert re.findall(r"<neo4j\.version>(\S+)</neo4j\.version>", pom) == [VERSION]


def test_ports_are_open_on_this_machine_only() -> None:
    assert re.findall(r'- "(\S+):\d+:\d+"', _COMPOSE) == ["127.0.0.1", "127.0.0.1"]


def test_password_comes_from_the_environment() -> None:
    assert re.findall(r"neo4j/(\$\{\w+)", _COMPOSE) == ["${KG_NEO4J_PASSWORD"]
