"""Decisions on merges that a command writes: checked against the store, then added to the curation file."""

from __future__ import annotations

from pathlib import Path

from kg.curation.decision import Action, Decision, plain_surface
from kg.curation.file import append_decision
from kg.errors import CurationError
from kg.lookup import find_concept, find_paper
from kg.merging.ledger import surfaces
from kg.store import GraphStore
from ontology.vocabulary import load_vocabulary

_LISTED = 8  # surfaces that an error names


def split_surface(
    store: GraphStore, file: Path, concept: str, surface: str, *, into: str = "", paper: str = "", reason: str = ""
) -> Decision:
    """Add the decision that a surface is not a concept, and return it with its line.

    Args:
        store: Holds the concept.
        file: The curation file; made where there is none.
        concept: Id, name or alias of the concept.
        surface: As papers have it.
        into: Name or id of what it is instead; the surface itself when empty.
        paper: Id or title of the only paper that this holds for; all papers when empty.
        reason: Why.

    Raises:
        CurationError: No paper uses the surface for the concept, or the file says otherwise.
        NodeNotFoundError: The store has no such concept or paper.
        AmbiguousNameError: It has several.
    """
    identifier, surface = find_concept(store, concept), plain_surface(surface)
    where = find_paper(store, paper) if paper else ""
    found = [merge for merges in surfaces(store, concepts=[identifier]) for merge in merges]
    if surface not in {merge.surface for merge in found}:
        known = ", ".join(repr(s) for s in list(dict.fromkeys(merge.surface for merge in found))[:_LISTED])
        raise CurationError("", 0, f"no paper calls {identifier} {surface!r}; they call it {known or 'nothing'}")
    decision = Decision(Action.SPLIT, identifier, surface=surface, target=into, paper=where, reason=reason)
    return append_decision(file, decision)


def pin_surface(
    store: GraphStore, file: Path, concept: str, surface: str, *, paper: str = "", reason: str = ""
) -> Decision:
    """Add the decision that a surface is a concept, whatever linking says, and return it with its line.

    Args:
        store: Holds the concept.
        file: The curation file; made where there is none.
        concept: Id, name or alias of the concept.
        surface: As papers have it.
        paper: Id or title of the only paper that this holds for; all papers when empty.
        reason: Why.

    Raises:
        CurationError: The file says otherwise.
        NodeNotFoundError: The store has no such concept or paper.
        AmbiguousNameError: It has several.
    """
    identifier, where = find_concept(store, concept), find_paper(store, paper) if paper else ""
    decision = Decision(Action.PIN, identifier, surface=plain_surface(surface), paper=where, reason=reason)
    return append_decision(file, decision)


def join_concepts(store: GraphStore, file: Path, concept: str, other: str, *, reason: str = "") -> Decision:
    """Add the decision that two concepts are one, and return it with its line.

    The first stays, unless only the second is in the vocabulary.

    Args:
        store: Holds both.
        file: The curation file; made where there is none.
        concept: Id, name or alias of the concept that stays.
        other: Of the one that goes into it.
        reason: Why.

    Raises:
        CurationError: The file says otherwise, or the two are of different types.
        NodeNotFoundError: The store has no such concept.
        AmbiguousNameError: It has several.
    """
    stays, goes = find_concept(store, concept), find_concept(store, other)
    vocabulary = load_vocabulary()
    if vocabulary.get(goes) and not vocabulary.get(stays):
        stays, goes = goes, stays
    return append_decision(file, Decision(Action.JOIN, stays, target=goes, reason=reason))
