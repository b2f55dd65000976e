"""One decision of a curation file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from ontology.terms import ConceptType

COLUMNS = ("action", "concept", "surface", "target", "paper", "relation", "note", "reason", "who", "date")


class Action(StrEnum):
    """What a decision does."""

    JOIN = "join"
    """Two concepts are one: what papers say of the target, they say of the concept."""
    SPLIT = "split"
    """A surface is not the concept: it is the target, a name or an id; of one paper, or of all."""
    PIN = "pin"
    """A surface is the concept, whatever linking says; in one paper, or in all."""
    RETYPE = "retype"
    """The concept, or one surface of it, is of another type, the target; in one paper, or in all."""
    RENAME = "rename"
    """The canonical name of the concept is the target."""
    ADD = "add"
    """The paper has the relation to the concept; the note is a quote from it, or says how that is known."""
    REMOVE = "remove"
    """The paper does not have the relation to the concept."""


# Action -> the columns that it must have, and those that it may have.
ARGUMENTS: Mapping[Action, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Action.JOIN: (("concept", "target"), ()),
    Action.SPLIT: (("concept", "surface"), ("target", "paper")),
    Action.PIN: (("concept", "surface"), ("paper",)),
    Action.RETYPE: (("concept", "target"), ("surface", "paper")),
    Action.RENAME: (("concept", "target"), ()),
    Action.ADD: (("concept", "paper", "relation", "note"), ("target",)),
    Action.REMOVE: (("concept", "paper", "relation"), ("note",)),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided.

    Attributes:
        concept: Concept id.
        surface: A name as papers have it, with single blanks.
        target: See `Action`.
        paper: Paper id; empty for all papers.
        relation: Type of a relationship from a paper to a concept.
        note: A quote from the paper, or a remark.
        reason: Why.
        who: Who decided.
        date: When, as its author wrote it.
        line: Where it stands in its file, from 1; 0 for none.
    """

    action: Action
    concept: str
    surface: str = ""
    target: str = ""
    paper: str = ""
    relation: str = ""
    note: str = ""
    reason: str = ""
    who: str = ""
    date: str = ""
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Return the decision in one line, as papers and concepts that it shaped carry it."""
        said = [self.action.value, *(part for part in (self.paper, self.relation, self.concept) if part)]
        said += [f'"{self.surface}"'] if self.surface else []
        said += [f"-> {self.target}"] if self.target else []
        by = ", ".join(part for part in (self.who, self.date) if part)
        origin = ": ".join(part for part in (by, self.reason) if part)
        return " ".join(said) + (f" ({origin})" if origin else "")

    @property
    def statement(self) -> tuple[str, ...]:
        """What is decided, without who, when and why."""
        return (self.action, self.concept, self.surface, self.target, self.paper, self.relation)

    def told(self, file: str) -> str:
        """Return what a command says of a decision that it wrote, with the next step."""
        step = "kg curate applies it to the store, and kg build obeys it; to undo, delete the line"
        return f"{file}:{self.line}: {self}\n{step}"

    def cells(self) -> tuple[str, ...]:
        """Return the cells of its line, in the order of `COLUMNS`."""
        return tuple(str(getattr(self, name)) for name in COLUMNS)


assert set(COLUMNS) == {f.name for f in fields(Decision)} - {"line"}


def plain_surface(text: str) -> str:
    """Return a surface with single blanks, for line breaks in an abstract mean nothing.

    >>> plain_surface(" neural   network")
    'neural network'
    """
    return " ".join(text.split())


def type_of(concept: str) -> ConceptType | None:
    """Return the type that a concept id names; None where it is no concept id.

    >>> type_of("method:mamba"), type_of("mamba")
    (<ConceptType.METHOD: 'Method'>, None)
    """
    kind, _, name = concept.partition(":")
    return next((t for t in ConceptType if t.lower() == kind and name), None)
