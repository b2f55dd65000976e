"""Units of measurement: their names in the graph and their IRIs."""

from __future__ import annotations

from urllib.parse import quote, unquote

from rdflib import URIRef

from ontology.namespaces import QUDT_UNITS, UNITS

# Local names of QUDT units (release 3.5.0) that results of papers are given in. What is not among them,
# such as percentage points or tokens per second, has an IRI of ours.
QUDT_UNIT_NAMES = frozenset(
    [
        "A", "ANGSTROM", "BEAT-PER-MIN", "BIT", "BIT-PER-SEC", "BYTE", "BYTE-PER-SEC", "CCY_EUR", "CCY_USD",
        "CentiM", "DAY", "DEG", "DEG_C", "DPI", "DeciB", "EV", "FLOPS", "FRACTION", "FRAME", "FRAME-PER-SEC",
        "GM", "GibiBYTE", "GigaBIT", "GigaBIT-PER-SEC", "GigaBYTE", "GigaBYTE-PER-SEC", "GigaFLOPS", "GigaHZ",
        "HR", "HZ", "J", "K", "KibiBYTE", "KiloBIT", "KiloBYTE", "KiloCAL", "KiloCAL-PER-MOL", "KiloGM",
        "KiloHZ", "KiloJ", "KiloJ-PER-MOL", "KiloM", "KiloM-PER-HR", "KiloW", "KiloW-HR", "LUX", "M",
        "M-PER-SEC", "M2", "MIN", "MO", "MebiBYTE", "MegaBIT", "MegaBYTE", "MegaBYTE-PER-SEC", "MegaFLOPS",
        "MegaHZ", "MegaW", "MicroJ", "MicroM", "MicroSEC", "MilliGM", "MilliJ", "MilliM", "MilliSEC", "MilliV",
        "MilliW", "NAT", "NUM", "NUM-PER-SEC", "NanoJ", "NanoM", "NanoSEC", "PER-SEC", "PERCENT", "PIXEL",
        "PPM", "PPTH", "PetaBYTE", "PetaFLOPS", "PicoJ", "RAD", "SEC", "SHANNON", "TebiBYTE", "TeraBYTE",
        "TeraFLOPS", "UNITLESS", "V", "W", "W-HR", "WK", "YR",
    ]
)  # fmt: skip


def unit_iri(name: str) -> URIRef:
    """Return the IRI of a unit: QUDT's where it has the unit, else one of ours.

    >>> str(unit_iri("MilliSEC")), str(unit_iri("PERCENTAGE-POINT"))
    ('http://qudt.org/vocab/unit/MilliSEC', 'https://w3id.org/scholargraph/unit/PERCENTAGE-POINT')
    """
    return QUDT_UNITS[name] if name in QUDT_UNIT_NAMES else UNITS[quote(name, safe="", errors="surrogatepass")]


def unit_name(iri: str) -> str:
    """Return the name in the graph of a unit's IRI.

    Raises:
        ValueError: The IRI is neither one of QUDT's units nor one of ours.

    >>> unit_name("https://w3id.org/scholargraph/unit/TOKEN-PER-SEC")
    'TOKEN-PER-SEC'
    """
    for namespace in (str(QUDT_UNITS), str(UNITS)):
        if iri.startswith(namespace):
            return unquote(iri[len(namespace) :], errors="surrogatepass")
    raise ValueError(f"{iri!r} is not the IRI of a unit under {QUDT_UNITS} or {UNITS}")
