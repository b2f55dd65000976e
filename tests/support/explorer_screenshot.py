"""The picture of the explorer in the README: ``python tests/support/explorer_screenshot.py docs/explorer.png``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from chromium import CHROMIUM, FLAGS
from playwright.sync_api import sync_playwright

from kg.query_documentation import sample_graph
from kg.viz import draw

SELECTED = "dataset:imagenet"
SETTLE_MS = 1500  # until the page has drawn


def take(target: Path) -> None:
    """Write a picture of the sample's graph with one dataset selected."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "explorer.html"
        draw(sample_graph(), page_file)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 860}, color_scheme="light")
        page.goto(f"{page_file.as_uri()}#{SELECTED}")
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
