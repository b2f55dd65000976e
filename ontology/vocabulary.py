"""The known concepts: canonical names, aliases and facts, read from the tables in ``data/vocabulary``.

A table is a TSV file with a header row, named ``<type>__<source>.tsv``; ``docs/vocabulary.md`` describes the columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ontology.errors import VocabularyError
from ontology.names import concept_id, name_key
from ontology.terms import ConceptType

COLUMNS = ("name", "aliases", "match", "broader", "properties", "source")
EXACT_MARK = "="
LINK_MARK = "~"

PropertyValue = str | float | bool
_PROPERTY_TYPES: Mapping[ConceptType, Mapping[str, type]] = {
    ConceptType.METHOD: {"kind": str},
    ConceptType.DATASET: {},
    ConceptType.METRIC: {"higher_is_better": bool, "unit": str},
    ConceptType.HARDWARE: {"vendor": str, "kind": str, "memory_gb": float},
    ConceptType.TASK: {},
}
_BOOLEANS = {"true": True, "false": False}


class MatchRule(StrEnum):
    """How a label is compared with a text."""

    ANY = "any"
    """Case, plural, hyphen and dash variants are one."""
    EXACT = "exact"
    """Letter for letter: everyday words and short groups of letters."""
    LINK = "link"
    """As ``any``, but not looked up in a text: too common a phrase to name the concept wherever it stands."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One known concept.

    Attributes:
        aliases: Other names, without the canonical one.
        match: The rule for every label, but for those in `exact_labels` and `link_labels`.
        broader: Ids of the wider concepts, all of the same type.
        properties: Facts that the graph holds of a concept of this type.
        source: The list that gave the concept.
        exact_labels: Labels that are compared letter for letter, whatever `match` says.
        link_labels: Labels that are not looked up in texts, whatever `match` says.
    """

    id: str
    type: ConceptType
    name: str
    aliases: tuple[str, ...] = ()
    match: MatchRule = MatchRule.ANY
    broader: tuple[str, ...] = ()
    properties: Mapping[str, PropertyValue] = field(default_factory=dict, hash=False)
    source: str = "curated"
    exact_labels: frozenset[str] = frozenset()
    link_labels: frozenset[str] = frozenset()

    @property
    def labels(self) -> tuple[str, ...]:
        """The canonical name and all aliases."""
        return (self.name, *self.aliases)

    def match_of(self, label: str) -> MatchRule:
        """Return the rule by which one label of this concept is compared."""
        if label in self.exact_labels:
            return MatchRule.EXACT
        return MatchRule.LINK if label in self.link_labels else self.match


class Vocabulary:
    """Known concepts, found by id or by any of their labels."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self._by_id: dict[str, Concept] = {}
        self._exact: dict[str, Concept] = {}
        self._any: dict[str, Concept] = {}
        for concept in sorted(concepts, key=lambda c: c.id):
            self.add(concept)

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> Vocabulary:
        """Return a vocabulary of the given concepts.

        Raises:
            ValueError: Two concepts share an id or a label.
        """
        return cls(concepts)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._by_id.values())

    def get(self, concept_id: str) -> Concept | None:
        """Return the concept with an id, e.g. ``method:mamba``."""
        return self._by_id.get(concept_id)

    def find(self, name: str, concept_type: ConceptType | None = None) -> Concept | None:
        """Return the concept that a name denotes by the rule of its labels; a label compared letter for letter wins.

        Args:
            name: A name as a text has it.
            concept_type: Of this type only; any type when None.
        """
        for concept in (self._exact.get(name), self._any.get(name_key(name))):
            if concept is not None and concept_type in (None, concept.type):
                return concept
        return None

    def labels(self) -> Iterator[tuple[str, Concept]]:
        """Yield the labels to look up in texts with their concepts, in id order, the canonical name first."""
        for concept in self:
            for label in concept.labels:
                if concept.match_of(label) is not MatchRule.LINK:
                    yield label, concept

    def add(self, concept: Concept) -> None:
        """Add a concept; iteration keeps the order of addition.

        Raises:
            ValueError: Its id or one of its labels is there already.
        """
        if concept.id in self._by_id:
            raise ValueError(f"{concept.id} is there twice")
        self._by_id[concept.id] = concept
        for label in concept.labels:
            exact = concept.match_of(label) is MatchRule.EXACT
            index, key = (self._exact, label) if exact else (self._any, name_key(label))
            other = index.setdefault(key, concept)
            if other is not concept:
                raise ValueError(f"label {label!r} of {concept.id} already belongs to {other.id}")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table with its place."""

    file: str
    line: int
    concept: Concept
    broader: tuple[str, ...]

    def error(self, reason: str) -> VocabularyError:
        return VocabularyError(self.file, self.line, reason)


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the package.

    Raises:
        VocabularyError: A row of a table cannot be used; names the file and the line.
    """
    return read_vocabulary(files("ontology") / "data" / "vocabulary")


def read_vocabulary(folder: Traversable, *, sources: Collection[str] | None = None) -> Vocabulary:
    """Return the vocabulary of the ``<type>__<source>.tsv`` tables in a folder.

    Args:
        folder: Other files in it are not read.
        sources: Only tables of these sources; all when None.

    Raises:
        VocabularyError: A row cannot be used, or two rows share an id or a label.
    """
    tables = sorted((t for t in folder.iterdir() if "__" in t.name and t.name.endswith(".tsv")), key=lambda t: t.name)
    if sources is not None:
        tables = [t for t in tables if t.name.partition("__")[2].removesuffix(".tsv") in sources]
    rows = [row for table in tables for row in _read_table(table)]
    ids = {row.concept.id for row in rows}
    vocabulary = Vocabulary()
    for row in sorted(rows, key=lambda r: r.concept.id):
        try:
            vocabulary.add(_with_broader(row, ids))
        except ValueError as err:
            raise row.error(str(err)) from None
    return vocabulary


def _read_table(table: Traversable) -> Iterator[_Row]:
    type_name = table.name.partition("__")[0].capitalize()
    if type_name not in set(ConceptType):
        raise VocabularyError(table.name, 1, f"{type_name!r} is not a concept type")
    header, *lines = table.read_text("utf-8").rstrip("\n").split("\n")
    if tuple(header.split("\t")) != COLUMNS:
        raise VocabularyError(table.name, 1, f"the header must be {' '.join(COLUMNS)}, separated by tabs")
    for number, line in enumerate(lines, start=2):
        try:
            yield _parse_row(table.name, number, line, ConceptType(type_name))
        except ValueError as err:
            raise VocabularyError(table.name, number, str(err)) from None


def _parse_row(file: str, number: int, line: str, concept_type: ConceptType) -> _Row:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(COLUMNS)}")
    name, aliases, match, broader, properties, source = cells
    if not name.lstrip(EXACT_MARK + LINK_MARK).strip():
        raise ValueError("the name is empty")
    marked = [name, *_split(aliases)]
    labels = tuple(label.lstrip(EXACT_MARK + LINK_MARK) for label in marked)
    concept = Concept(
        id=concept_id(concept_type, labels[0]),
        type=concept_type,
        name=labels[0],
        aliases=labels[1:],
        match=MatchRule(match),
        properties=dict(_parse_property(p, concept_type) for p in _split(properties)),
        source=source,
        exact_labels=frozenset(label[1:] for label in marked if label.startswith(EXACT_MARK)),
        link_labels=frozenset(label[1:] for label in marked if label.startswith(LINK_MARK)),
    )
    return _Row(file, number, concept, _split(broader))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _parse_property(text: str, concept_type: ConceptType) -> tuple[str, PropertyValue]:
    key, _, value = text.partition("=")
    value_type = _PROPERTY_TYPES[concept_type].get(key)
    if value_type is None:
        known = ", ".join(sorted(_PROPERTY_TYPES[concept_type])) or "none"
        raise ValueError(f"unknown property {key!r}; a {concept_type.lower()} has: {known}")
    if value_type is bool:
        if value not in _BOOLEANS:
            raise ValueError(f"{key} must be true or false, not {value!r}")
        return key, _BOOLEANS[value]
    return key, float(value) if value_type is float else value


def _with_broader(row: _Row, ids: set[str]) -> Concept:
    """Return the concept of a row with its broader names turned into ids."""
    if not row.broader:
        return row.concept
    concept = row.concept
    broader = tuple(b if b in ids else concept_id(concept.type, b) for b in row.broader)
    for name, wider in zip(row.broader, broader, strict=True):
        if wider not in ids:
            raise row.error(f"broader {name!r} is not in the vocabulary")
    return replace(concept, broader=broader)
