r"""Numbers with their units, as papers write them: "82.1\%", "$2.5\times$", "0.57-second", "an order of magnitude"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

PERCENT, PERCENTAGE_POINT, FACTOR = "PERCENT", "PERCENTAGE-POINT", "FACTOR"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        start: First character, a sign and a factor mark before the number included.
        end: The character after number and unit.
        value: With its sign; magnitudes such as ``M`` and ``billion`` are multiplied out.
        unit: QUDT local name, or one of ours (``PERCENTAGE-POINT``, ``FACTOR``, ``TOKEN-PER-SEC`` ...); None without.
        is_signed: Whether the text gives a sign.
        is_scaled: Whether the text gives a magnitude.
    """

    start: int
    end: int
    value: Decimal
    unit: str | None
    is_signed: bool
    is_scaled: bool


# "256 x 256" is a size, not a factor.
_NOT_DIMENSION = r"(?!\s?[$}]?\s?[{$]?\s?\d)"
# Unit patterns in the order in which they are tried. Names follow QUDT where it has the unit, see `ontology.units`.
_UNITS = (
    (
        PERCENTAGE_POINT,
        r"(?:%|percent(?:age)?)[\s-]*(?:pts?|points?|p)\b|(?:absolute )?(?:points?|pts|pp|p\.p\.)(?!\w)",
    ),
    ("PERCENT", r"%|percent\b|per cent\b"),
    (FACTOR, rf"(?:\\?times\b|[xX\u00d7](?!\w)){_NOT_DIMENSION}|-?\s?fold\b"),
    ("FRAME-PER-SEC", r"(?:FPS|fps)\b|frames?[\s-](?:per|/)[\s-]?(?:second|sec|s)\b|frames/s(?:ec)?\b"),
    (
        "TOKEN-PER-SEC",
        r"(?:tokens?|tok)\s?(?:/\s?s(?:ec(?:ond)?)?\b|(?:per|a)[\s-]second\b)",
    ),
    ("MilliSEC", r"ms\b|msec\b|milliseconds?\b"),
    ("MicroSEC", r"(?:\\mu\s?|[u\u00b5\u03bc])s\b|microseconds?\b"),
    ("NanoSEC", r"ns\b|nanoseconds?\b"),
    ("SEC", r"s\b(?!')|secs?\b|seconds?\b"),
    ("MIN", r"mins?\b|minutes?\b"),
    ("HR", r"hours?\b|hrs?\b"),
    ("GPU-HR", r"(?:[A-Z]\d+ )?GPU[\s-](?:hours?|hrs)\b"),
    ("GPU-DAY", r"(?:[A-Z]\d+ )?GPU[\s-]days?\b"),
    ("DAY", r"days?\b"),
    ("TeraBYTE", r"TB\b"),
    ("GigaBYTE", r"GB\b|gigabytes?\b"),
    ("GibiBYTE", r"GiB\b"),
    ("MegaBYTE", r"MB\b|megabytes?\b"),
    ("MebiBYTE", r"MiB\b"),
    ("KiloBYTE", r"[kK]B\b|kilobytes?\b"),
    ("KibiBYTE", r"KiB\b"),
    ("DeciB", r"d[Bb]\b|decibels?\b"),
    ("PetaFLOPS", r"P(?:FLOPS|FLOPs?/s)(?!\w)"),
    ("TeraFLOPS", r"T(?:FLOPS|FLOPs?/s)(?!\w)"),
    ("GigaFLOPS", r"G(?:FLOPS|FLOPs?/s)(?!\w)"),
    ("PetaFLOP", r"PFLOPs?\b"),
    ("TeraFLOP", r"TFLOPs?\b"),
    ("GigaFLOP", r"GFLOPs?\b"),
    ("MegaFLOP", r"MFLOPs?\b"),
    ("TeraOPS-PER-W", r"TOPS/W\b"),
    ("GigaOPS-PER-W", r"GOPS/W\b"),
    ("TeraOPS", r"TOPS\b"),
    ("GigaOPS", r"GOPS\b"),
    ("GigaHZ", r"GHz\b"),
    ("MegaHZ", r"MHz\b"),
    ("KiloHZ", r"kHz\b"),
    ("HZ", r"Hz\b"),
    ("KiloCAL-PER-MOL", r"kcal\s?(?:/\s?mol|mol\s?\^?\{?-1\}?)(?!\w)"),
    ("KiloJ-PER-MOL", r"kJ\s?/\s?mol\b"),
    ("MilliEV", r"meV\b"),
    ("EV", r"eV\b"),
    ("MilliJ", r"mJ\b"),
    ("MicroJ", r"(?:\\mu\s?|[u\u00b5\u03bc])J\b"),
    ("NanoJ", r"nJ\b"),
    ("PicoJ", r"pJ\b"),
    ("J", r"J\b|[Jj]oules?\b"),
    ("KiloW-HR", r"kWh\b"),
    ("MilliW", r"mW\b"),
    ("KiloW", r"kW\b"),
    ("W", r"W\b|[Ww]atts?\b"),
    ("M-PER-SEC", r"m/s\b"),
    ("NanoM", r"nm\b"),
    ("MicroM", r"(?:\\mu\s?|[u\u00b5\u03bc])m\b"),
    ("MilliM", r"mm\b|millimet(?:er|re)s?\b"),
    ("CentiM", r"cm\b|centimet(?:er|re)s?\b"),
    ("KiloM", r"km\b|kilomet(?:er|re)s?\b"),
    ("M", r"m\b|met(?:er|re)s?\b"),
    ("DEG", r"(?:\^?\{?\\circ\}?|\u00b0|degrees?\b)"),
)
_SCALES = {
    "k": Decimal(1000),
    "thousand": Decimal(1000),
    "m": Decimal(10) ** 6,
    "million": Decimal(10) ** 6,
    "millions": Decimal(10) ** 6,
    "b": Decimal(10) ** 9,
    "g": Decimal(10) ** 9,
    "billion": Decimal(10) ** 9,
    "billions": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
}
_CARDINALS = {
    word: Decimal(i + 1)
    for i, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {"an": Decimal(1), "a": Decimal(1)}

# A number is no part of a name: not "GPT-4", "CIFAR-10", "top-1", "Qwen2.5", "1.2.3".
_NOT_IN_NAME = r"(?:(?<=\dx[-\u2013])|(?<![\w.])(?<![^\W\d_][-\u2010\u2011])(?<![^\W\d_][-\u2010\u2011][+]))"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_POWER = r"\s?(?:\\times|\u00d7|\\cdot)\s?10\s?\^\s?\{?\s?[-\u2212]?\d+\}?|[eE][-\u2212+]?\d+(?!\w)"
_NUMBER = re.compile(
    rf"(?:(?P<factor>\$?\\times\s?\$?\s?|\u00d7\s?|(?<!\w)x(?=\d+\.\d))|{_NOT_IN_NAME})"
    rf"(?P<sign>[+\-\u2212]\s?\$?|\$[+\-\u2212])?(?P<digits>{_DIGITS})(?P<power>{_POWER})?"
)
_MARKUP = r"(?:[$}~]|\\[,; ]|\{(?=\\))*"
_SCALE = re.compile(
    rf"{_MARKUP}(?:(?P<letter>[KkMBG])(?![\w%])|[\s-]?(?P<word>thousand|millions?|billions?|trillion)\b)"
)
_UNIT = re.compile(
    rf"{_MARKUP}[\s~-]*{_MARKUP}\\?(?:text(?:rm|bf)?\{{|mathrm\{{|,|;)?\s*(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, (_, pattern) in enumerate(_UNITS))
    + ")"
)
# The number that ends here is the lower end of a range whose unit stands after the upper end.
_RANGE_MARK = re.compile(r"\s?\$?\s?(?:[-\u2010-\u2015~]|--|to|\\sim|\\text\{-\})\s?\$?\s?")
_FACTOR_WORDS = re.compile(
    rf"\b(?P<cardinal>{'|'.join(_CARDINALS)})(?P<kind>[\s-]orders?[\s-]of[\s-]magnitude|[\s-]?fold(?!\s*[.:,;])|[\s-]times)\b"
    r"(?! (?:per|a) )",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
# More than the characters that can stand in a match of `_NUMBER` before its first digit.
_MAX_LEAD = 16
# What every match of `_FACTOR_WORDS` has, found out in a tenth of the time.
_ANY_KIND = re.compile(r"fold|times|magnitude", re.IGNORECASE)
_DIMENSION_BEFORE = re.compile(r"\d[\s$}]*$")
_DIMENSION_CHARS = 20
_MAX_POWER = 300


def find_quantities(text: str) -> list[Quantity]:
    r"""Return the numbers of a text in its order; those inside names are passed over.

    >>> [(q.value, q.unit) for q in find_quantities("It cuts 1.5 GB by 12\\% at 3$\\times$ the speed of GPT-4.")]
    [(Decimal('1.5'), 'GigaBYTE'), (Decimal('12'), 'PERCENT'), (Decimal('3'), 'FACTOR')]
    """
    found = [*_numbers(text), *_factor_words(text)]
    found.sort(key=lambda quantity: quantity.start)
    for lower, upper in zip(range(len(found)), range(1, len(found)), strict=False):
        if found[lower].unit is None and _RANGE_MARK.fullmatch(text, found[lower].end, found[upper].start):
            found[lower] = replace(found[lower], unit=found[upper].unit)
    return found


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _number_matches(text):
        value = _value(match)
        if value is None or (
            match["factor"] and _DIMENSION_BEFORE.search(text, max(match.start() - _DIMENSION_CHARS, 0), match.start())
        ):
            continue
        end, unit, scale = match.end(), FACTOR if match["factor"] else None, None
        if unit is None:
            scale = _SCALE.match(text, end)
            end = scale.end() if scale else end
            unit_match = _UNIT.match(text, end)
            if unit_match:
                end, unit = unit_match.end(), _UNITS[int((unit_match.lastgroup or "u0")[1:])][0]
        if unit is None and scale is None and end < len(text) and (text[end].isalpha() or text[end] == "_"):
            continue
        factor = _SCALES[(scale["letter"] or scale["word"]).casefold()] if scale else Decimal(1)
        yield Quantity(
            start=match.start(),
            end=end,
            value=value * factor,
            unit=unit,
            is_signed=match["sign"] is not None,
            is_scaled=scale is not None,
        )


def _number_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield what ``_NUMBER.finditer`` does, in a third of the time: a match begins shortly before its first digit."""
    position = 0
    while digit := _DIGIT.search(text, position):
        starts = range(max(position, digit.start() - _MAX_LEAD), digit.end())
        match = next(filter(None, (_NUMBER.match(text, start) for start in starts)), None)
        if match is not None:
            yield match
        position = match.end() if match is not None else digit.end()


def _value(match: re.Match[str]) -> Decimal | None:
    """Return the number that a match of `_NUMBER` gives, None for a power that no result has."""
    value = Decimal(match["digits"].replace(",", ""))
    if match["power"]:
        exponent = int(re.sub(r".*?([-\u2212]?\d+)\}?$", r"\1", match["power"]).replace("\u2212", "-"))
        if abs(exponent) > _MAX_POWER:
            return None
        value = value.scaleb(exponent)
    return -value if match["sign"] and re.search("[-\u2212]", match["sign"]) else value


def _factor_words(text: str) -> Iterator[Quantity]:
    if not _ANY_KIND.search(text):
        return
    for match in _FACTOR_WORDS.finditer(text):
        value = _CARDINALS[match["cardinal"].casefold()]
        if "magnitude" in match["kind"]:
            value = Decimal(10) ** int(value)
        elif match["cardinal"].casefold() in ("a", "an"):
            continue
        yield Quantity(match.start(), match.end(), value, FACTOR, is_signed=False, is_scaled=False)
