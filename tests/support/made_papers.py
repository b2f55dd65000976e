"""Extractions made by hand, so that tests of what follows do not depend on how well names are found."""

from __future__ import annotations

from extractors.documents import Document
from extractors.mentions import Extraction, LinkReason, Mention
from ontology.terms import ConceptType, Role

Use = tuple[str, str, LinkReason]  # surface, concept id, rule


def made_paper(number: int, text: str, *uses: Use, confidence: float = 0.9) -> Extraction:
    """Return a paper whose abstract is a text, with mentions of surfaces in the order of the text."""
    document = Document(id=f"arxiv:2401.{number:05}", title="T", abstract=text)
    mentions, at = [], 0
    for surface, concept, reason in uses:
        start = document.text.index(surface, at)
        at = start + len(surface)
        kind, _, name = concept.partition(":")
        mentions.append(
            Mention(
                start,
                at,
                surface,
                ConceptType(kind.capitalize()),
                concept,
                name.replace("-", " "),
                Role.USED,
                confidence,
                "made@1",
                reason,
            )
        )
    return Extraction(document, tuple(mentions), ())
