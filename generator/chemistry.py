"""Chemical formulas in TeX's plain spelling (C_6H_{12}O_6, SO_4^{2-}) into Unicode; a whole formula or nothing.

An identifier such as CNN_2 is none: what looks like a formula must be made of elements, and be written like one.
"""

from __future__ import annotations

import re

from .rules import Match, rule
from .texsigns import SUB, SUPER

_ELEMENTS = frozenset(
    "H D He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc"
    " Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi"
    " Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm".split()
)
_COUNT = r"(?:_(?:\{(?:[1-9]\d{0,2}|0?\.\d{1,2}|[nx])\}|[1-9]\d?|[nx](?![a-z]))|[₀-₉]{1,3})"
_ATOM = rf"[A-Z][a-z]?{_COUNT}?"
_PART = rf"(?:{_ATOM}|\((?:{_ATOM}){{1,6}}\){_COUNT}?)"
_CHARGE = r"(?:\^(?:\{\d?[+−-]\}|\d?[+−-](?![\w{])))"
_COUNT_AT_END = re.compile(r"_\{?[\d.nx]+\}?$")
_ACID = re.compile(r"[A-Z]{2}O_\{?[2-4]\}?")
_DIATOMIC = re.compile(r"(?:[HDNOFI]|Cl|Br)_\{?2\}?|O_\{?3\}?")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_MARKS = str.maketrans("", "", "_{}^")


def _formula(match: Match) -> str:
    body, charge = match["body"], match["charge"] or ""
    if not _is_formula(body, bool(charge)):
        return match[0]
    lowered = re.sub(r"_\{?([\d.nx]+)\}?", lambda count: count[1].translate(SUB), body)
    return lowered + charge.translate(_MARKS).translate(SUPER)


def _is_formula(body: str, charged: bool) -> bool:
    """All elements, and one of: a charge, a gas, two counts, two elements, a bracket, a count inside, a two-letter element."""
    symbols = _SYMBOL.findall(body)
    counts = re.findall(r"_\{?([\d.nx]+)|[₀-₉]+", body)
    if "_" not in body or counts == ["1"] or not all(found in _ELEMENTS for found in symbols):
        return False
    if charged or len(symbols) < 2:
        return charged or bool(_DIATOMIC.fullmatch(body))
    several = len(counts) > 1 or len(symbols) == 2 or "(" in body or not _COUNT_AT_END.search(body)
    return several or any(len(found) == 2 for found in symbols) or bool(_ACID.fullmatch(body))


CHEMICAL_RULE = rule(
    "subscript", "_", rf"(?<![\w.\\_^])(?<![a-z.~]/)(?P<body>{_PART}{{1,12}})(?P<charge>{_CHARGE})?(?![\w^]|\.\w|/[a-z.])", _formula,
    guard=rf"[A-Za-z)]{_COUNT}",
)  # fmt: skip
