"""What a curation file may hold: decisions that say something, and none that contradicts another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.curation.decision import ARGUMENTS, Action, Decision, type_of
from kg.errors import CurationError
from ontology.names import concept_id
from ontology.schema import load_schema
from ontology.terms import PAPER_CONCEPT_RELATIONS, ConceptType


@dataclass(frozen=True)
class Curation:
    """All decisions of a file, none of which contradicts another.

    Attributes:
        decisions: In the order of their lines.
        file: Name of the file, for errors.
    """

    decisions: tuple[Decision, ...] = ()
    file: str = ""

    @classmethod
    def of(cls, decisions: Iterable[Decision], *, file: str = "") -> Curation:
        """Return the curation of some decisions.

        Raises:
            CurationError: A decision lacks an argument or has a wrong one, or contradicts another.
        """
        curation = cls(tuple(decisions), file)
        for decision in curation.decisions:
            problem = _problem(decision)
            if problem:
                raise CurationError(file, decision.line, problem)
        for decision, problem in curation._contradictions():
            raise CurationError(file, decision.line, problem)
        return curation

    def of_action(self, *actions: Action) -> list[Decision]:
        """Return the decisions with one of some actions."""
        return [d for d in self.decisions if d.action in actions]

    @cached_property
    def joins(self) -> Mapping[str, Decision]:
        """Concept that goes into another -> the decision that says so."""
        return {d.target: d for d in self.of_action(Action.JOIN)}

    def root(self, concept: str) -> str:
        """Return the concept that stands for a concept after all joins."""
        while concept in self.joins:
            concept = self.joins[concept].concept
        return concept

    def path(self, concept: str) -> list[Decision]:
        """Return the joins from a concept to the one that stands for it."""
        found: list[Decision] = []
        while concept in self.joins:
            found.append(self.joins[concept])
            concept = found[-1].concept
        return found

    @cached_property
    def joined(self) -> Mapping[str, tuple[Decision, ...]]:
        """Concept that stays -> the joins that lead into it, by line."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for join in self.of_action(Action.JOIN):
            found[self.root(join.concept)].append(join)
        return {concept: tuple(joins) for concept, joins in found.items()}

    def _contradictions(self) -> Iterator[tuple[Decision, str]]:
        yield from _repeated(self.decisions)
        yield from _cyclic(self.of_action(Action.JOIN))
        yield from self._clashes()
        yield from self._undone_by_joins()

    def _clashes(self) -> Iterator[tuple[Decision, str]]:
        """Yield decisions that give another answer to a question that was answered already."""
        answers: dict[tuple[str, ...], tuple[str, Decision]] = {}
        for decision in self.decisions:
            for question, answer in self._answers(decision):
                first_answer, first = answers.setdefault(question, (answer, decision))
                if first_answer != answer:
                    yield decision, f"{decision.action} contradicts line {first.line} ({first}); delete one of the two"

    def _answers(self, d: Decision) -> Iterator[tuple[tuple[str, ...], str]]:
        root = self.root(d.concept)
        if d.action is Action.RENAME:
            yield ("name", root), d.target
        elif d.action in (Action.ADD, Action.REMOVE):
            yield ("relation", d.paper, d.relation, root), d.action
        elif d.action is Action.RETYPE:
            yield ("type", root, d.surface, d.paper), d.target
        elif d.action is Action.PIN:
            yield ("pin", str(type_of(root)), d.surface, d.paper), root
            yield ("is", root, d.surface, d.paper), root
        elif d.action is Action.SPLIT:
            yield ("is", root, d.surface, d.paper), self.root(split_target(d))

    def _undone_by_joins(self) -> Iterator[tuple[Decision, str]]:
        for decision in self.of_action(Action.SPLIT):
            target = split_target(decision)
            if target == decision.concept:
                yield (
                    decision,
                    f"{decision.surface!r} makes the same id, {target}; name another concept in column target",
                )
            elif self.root(target) == self.root(decision.concept):
                joins = [*self.path(target), *self.path(decision.concept)]
                lines = " and ".join(sorted({f"line {join.line} ({join})" for join in joins}))
                yield decision, f"splits {target} off {decision.concept}, which {lines} joins; delete one of the two"
        for decision in self.of_action(Action.RENAME):
            if decision.concept in self.joins:
                join = self.joins[decision.concept]
                yield decision, f"{decision.concept} goes into {join.concept} by line {join.line}; rename that one"


def split_target(decision: Decision) -> str:
    """Return the id of the concept that a split makes: the target if it is an id, else made from target or surface."""
    kind = type_of(decision.concept)
    assert kind is not None  # checked when the file is read
    if type_of(decision.target) is kind:
        return decision.target
    return concept_id(kind, decision.target or decision.surface)


def _problem(decision: Decision) -> str | None:
    """Return what is wrong with a decision on its own, with the next step."""
    required, optional = ARGUMENTS[decision.action]
    for name in ("concept", "surface", "target", "paper", "relation", "note"):
        value = getattr(decision, name)
        if name in required and not value:
            return f"{decision.action} needs a value in column {name}"
        if value and name not in (*required, *optional):
            return f"{decision.action} takes no {name}; empty the column ({value!r})"
    kind = type_of(decision.concept)
    if kind is None:
        return _no_id(decision.concept)
    check = _PROBLEMS.get(decision.action)
    return check(decision, kind) if check else None


def _no_id(text: str) -> str:
    known = ", ".join(f"{t.lower()}:..." for t in ConceptType)
    return f"{text!r} is no concept id ({known}); kg show NAME gives the id"


def _join_problem(decision: Decision, kind: ConceptType) -> str | None:
    other = type_of(decision.target)
    if other is None:
        return _no_id(decision.target)
    if other is not kind:
        return f"{decision.concept} is a {kind}, {decision.target} a {other}; retype one of them first"
    return f"joins {decision.concept} with itself; delete the line" if decision.concept == decision.target else None


def _split_problem(decision: Decision, kind: ConceptType) -> str | None:
    other = type_of(decision.target)
    if other in (None, kind):
        return None
    return f"{decision.target} is a {other}; a split stays within {kind}, retype changes the type"


def _retype_problem(decision: Decision, kind: ConceptType) -> str | None:
    others = sorted(set(ConceptType) - {kind})
    return None if decision.target in others else f"{decision.target!r} is no other type; known: {', '.join(others)}"


def _relation_problem(decision: Decision, kind: ConceptType) -> str | None:
    if decision.relation not in PAPER_CONCEPT_RELATIONS:
        return f"unknown relation {decision.relation!r}; known: {', '.join(PAPER_CONCEPT_RELATIONS)}"
    schema = load_schema()
    end = schema.relations[decision.relation].range
    if not schema.is_a(kind, end):
        fitting = [r for r in PAPER_CONCEPT_RELATIONS if schema.is_a(kind, schema.relations[r].range)]
        return f"{decision.relation} leads to a {end}, {decision.concept} is a {kind}; fitting: {', '.join(fitting)}"
    return None


_PROBLEMS: Mapping[Action, Callable[[Decision, ConceptType], str | None]] = {
    Action.JOIN: _join_problem,
    Action.SPLIT: _split_problem,
    Action.RETYPE: _retype_problem,
    Action.ADD: _relation_problem,
    Action.REMOVE: _relation_problem,
}


def _repeated(decisions: Sequence[Decision]) -> Iterator[tuple[Decision, str]]:
    first: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        other = first.setdefault(decision.statement, decision)
        if other is not decision:
            yield decision, f"says what line {other.line} says; delete one of the two"


def _cyclic(joins: Sequence[Decision]) -> Iterator[tuple[Decision, str]]:
    """Yield joins of a concept that goes elsewhere already, and joins that close a circle."""
    into: dict[str, Decision] = {}
    for join in joins:
        other = into.setdefault(join.target, join)
        if other is not join:
            yield (
                join,
                (
                    f"{join.target} goes into {other.concept} by line {other.line}; join {other.concept} and "
                    f"{join.concept} instead"
                ),
            )
    for join in joins:
        seen: dict[str, Decision] = {}
        current = join.target
        while current in into and current not in seen:
            seen[current] = into[current]
            current = into[current].concept
        if current == join.target and seen:
            lines = ", ".join(str(line) for line in sorted({d.line for d in seen.values()}))
            yield join, f"the joins of lines {lines} go round in a circle; delete one of them"
