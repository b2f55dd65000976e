"""Daily Papers listings, saved from the web page as text: header lines, then title and abstract in turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.documents import SetAside
from extractors.readers.alignment import Leftover, Part, pair_lines
from extractors.readers.records import Reading, Record, clean_text, text_problem
from extractors.readers.streams import Line

# The page's header in both layouts. None of these lines can be a title, so they are dropped wherever they stand:
# listings that were joined into one file have a header in the middle.
_INVITATION = re.compile(r"Get trending papers in your email inbox.{0,40}")
_HEADER = re.compile(
    rf"new|{_INVITATION.pattern}|Subscribe|Daily Papers|by ?AK and the research community"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}(?:, \d{4})?"
)
_BUTTON = "Subscribe"  # glued to the first title in the layout without blank lines

# How a complete abstract ends: as a sentence, or with a link. Of 14,407 abstracts one in a hundred does neither.
_TAIL_CHARS = 300
_COMPLETE = re.compile(r"[.。!?…][\"'’”»)\]}$*]*$|(?:https?:\s?//|www\.|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)\S+$")


@dataclass(slots=True)
class _Section:
    """The text lines between two headers; closed if more than the end of the file follows the last one."""

    lines: list[Line] = field(default_factory=list)
    is_closed: bool = False


def is_header(text: str) -> bool:
    """Return whether a line belongs to the page's header.

    >>> is_header("byAK and the research community"), is_header("Aug 4"), is_header("August in Oslo")
    (True, True, False)
    """
    return _HEADER.fullmatch(text.strip()) is not None


def is_invitation(text: str) -> bool:
    """Return whether a line is the one that every saved page has in its header."""
    return _INVITATION.fullmatch(text.strip()) is not None


def read_listing(lines: Iterable[Line], file: str) -> Iterator[Reading]:
    """Yield the papers of a listing; a title without abstract, and the reverse, are set aside.

    Args:
        lines: The whole file.
        file: Its name as the caller gave it.
    """
    n_text_lines = 0
    for section in _sections(lines):
        n_text_lines += len(section.lines)
        parts = pair_lines(section.lines)
        for part in parts:
            yield _to_reading(part, file, may_be_cut=part is parts[-1] and not section.is_closed)
    if not n_text_lines:
        yield SetAside(file, 0, "a listing without papers: it holds nothing but its header")


def _sections(lines: Iterable[Line]) -> Iterator[_Section]:
    section = _Section()
    after_invitation = False
    for line in lines:
        text = clean_text(line.text)
        if is_header(text):
            if section.lines:
                yield section
            section = _Section()
            after_invitation = is_invitation(text)
        elif text or line.fault:
            text = text.removeprefix(_BUTTON).strip() if after_invitation else text
            section.lines.append(line._replace(text=text))
            section.is_closed = after_invitation = False
        else:
            section.is_closed = True
    if section.lines:
        yield section


def _to_reading(part: Part, file: str, *, may_be_cut: bool) -> Reading:
    lines = (part.line,) if isinstance(part, Leftover) else part
    for line in lines:
        if line.fault:
            return SetAside(file, line.number, line.fault)
    if isinstance(part, Leftover):
        lack = "a title without abstract" if part.is_title else "an abstract without title"
        return SetAside(file, part.line.number, f"{lack}: {_shorten(part.line.text)}")
    title, abstract = part
    if may_be_cut and not _COMPLETE.search(abstract.text[-_TAIL_CHARS:]):
        return SetAside(file, title.number, f"the listing ends in the middle of the abstract of {_shorten(title.text)}")
    if problem := text_problem(title.text, abstract.text):
        return SetAside(file, title.number, problem)
    return Record(title.text, abstract.text, file, title.number)


def _shorten(text: str, *, n_chars: int = 60) -> str:
    return text if len(text) <= n_chars else f"{text[:n_chars].rstrip()} ..."
