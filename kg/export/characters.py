"""Characters that a format cannot hold, replaced so that everyone can see it."""

from __future__ import annotations

import logging
import re

logger = logging.getLogger(__name__)

REPLACEMENT = "\ufffd"
# Halves of surrogate pairs are no characters: UTF-8 has no bytes for them.
SURROGATES = re.compile("[\ud800-\udfff]")
# All but the production Char of XML 1.0: control characters cannot even be escaped there.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class CharacterFilter:
    """Replaces forbidden characters by U+FFFD and counts them."""

    def __init__(self, forbidden: re.Pattern[str]) -> None:
        self._forbidden = forbidden
        self.n_replaced = 0

    def __call__(self, text: str) -> str:
        """Return the text with every forbidden character replaced."""
        clean, n = self._forbidden.subn(REPLACEMENT, text)
        self.n_replaced += n
        return clean

    def report(self, format_name: str) -> None:
        """Log a warning if anything was replaced."""
        if self.n_replaced:
            logger.warning("%s cannot hold %d of the characters; U+FFFD stands for each", format_name, self.n_replaced)
