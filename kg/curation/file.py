"""The curation file: one decision a line, columns divided by tabs, a header, and comments after ``#``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.curation.decision import COLUMNS, Action, Decision, plain_surface
from kg.curation.rules import Curation
from kg.errors import CurationError
from kg.output import whole_file

DEFAULT_FILE = "curation.tsv"
_COMMENT = "#"
_HEADER = "\t".join(COLUMNS)
_PLAIN = ("concept", "surface", "target", "paper", "relation")


def read_curation(path: str | Path) -> Curation:
    """Return the decisions of a file.

    Raises:
        CurationError: The file cannot be read, a line does not follow the format, or two lines contradict each other.
    """
    return parse_curation(_read(Path(path)), file=str(path))


def load_curation(path: str | None) -> Curation | None:
    """Return the decisions of the file that was named, else of the default file if there is one; None for no file.

    Raises:
        CurationError: See `read_curation`; a file that was named must be there.
    """
    if path is None and not Path(DEFAULT_FILE).exists():
        return None
    return read_curation(path or DEFAULT_FILE)


def parse_curation(text: str, *, file: str = "-") -> Curation:
    """Return the decisions that a text holds.

    Raises:
        CurationError: A line does not follow the format, or two contradict each other.
    """
    return Curation.of(_decisions(_lines(text), file), file=file)


def append_decision(path: str | Path, decision: Decision) -> Decision:
    """Add a decision as the last line of a file, which is made where there is none; return it with its line.

    Everything else in the file stays as it is.

    Raises:
        CurationError: With the decision the file would contradict itself, or it is wrong already; nothing is written.
        OutputError: The file cannot be written.
    """
    path = Path(path)
    before = _read(path) if path.exists() else ""
    _check_cells(path, decision)
    ending = "\r\n" if "\r\n" in before else "\n"
    if before and not before.endswith("\n"):
        before += ending
    head = "" if any(_counts(line) for line in _lines(before)) else _HEADER + ending
    text = f"{before}{head}" + "\t".join(decision.cells()).rstrip("\t") + ending
    parse_curation(text, file=str(path))
    with whole_file(path) as draft:
        draft.write_text(text, encoding="utf-8", newline="")
    return replace(decision, line=len(_lines(text)))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError as err:
        raise CurationError(str(path), 0, f"{err.strerror or err}; name another with --curation") from err
    except UnicodeDecodeError as err:
        raise CurationError(str(path), 0, "is not UTF-8 text; save it as UTF-8") from err


def _lines(text: str) -> list[str]:
    """Return the lines of a text, which end in line feeds alone: other separators may stand in a quote."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(_COMMENT)


def _check_cells(path: Path, decision: Decision) -> None:
    for name, cell in zip(COLUMNS, decision.cells(), strict=True):
        if any(c in cell for c in "\t\r\n"):
            raise CurationError(str(path), 0, f"{name} {cell!r} holds a tab or a line break; write it with blanks")


def _decisions(lines: Iterable[str], file: str) -> Iterator[Decision]:
    header_seen = False
    for number, line in enumerate(lines, start=1):
        if not _counts(line):
            continue
        if header_seen:
            yield _decision(line, number, file)
        elif tuple(line.rstrip().split("\t")) != COLUMNS:
            raise CurationError(
                file, number, f"the first line must name the columns, divided by tabs: {' '.join(COLUMNS)}"
            )
        header_seen = True


def _decision(line: str, number: int, file: str) -> Decision:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(COLUMNS):
        raise CurationError(file, number, f"{len(cells)} columns instead of {len(COLUMNS)}; is a tab too much in it?")
    values = dict(zip(COLUMNS, [*cells, *[""] * (len(COLUMNS) - len(cells))], strict=True))
    action = values.pop("action")
    if action not in set(Action):
        raise CurationError(file, number, f"unknown action {action!r}; known: {', '.join(Action)}")
    values |= {name: plain_surface(values[name]) for name in _PLAIN}
    return Decision(Action(action), line=number, **values)
