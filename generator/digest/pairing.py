"""A run of text lines between two footers → titles with their abstracts, by the least surprising reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line

_LONGEST_TITLE = 260
_SHORTEST_ABSTRACT = 200
_DEAREST_TITLE = 9.0  # less than two paragraphs too many, which is the other reading of a title over its abstract
_FULL_STOP = re.compile(r"\w{3}[\"'\u2019\u201d)\]]*\.\Z|\w{3}\.[\"'\u2019\u201d)\]]*\Z")  # neither "et al." nor "U.S."
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{3}[\"'\u2019\u201d)\]]*\. +[\"'\u2018\u201c(]?[^\W\d_]")
_ADDRESS = re.compile(r"https?://|\bwww\.|\w\.(?:com|org|net|io|ai)/", re.IGNORECASE)
_SENTENCE = 60  # signs at least, a third of it where no spaces stand between words
_ENDS = (".", "!", "?", "。", "！", "？", "؟", "।", ":", ")", "\u201d", '"', "'", "}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A title and the paragraphs below it; `title` is None for paragraphs that no title precedes."""

    title: Line | None
    paragraphs: tuple[Line, ...]


def pair_lines(lines: Sequence[Line], *, text_last: bool = False) -> list[Pair]:
    """Read a run of lines as title, abstract, title, abstract …; with `text_last` the last line is no title.

    Re-sync rule: a run that alternates is taken as it stands, whatever the lengths. Where some line does not fit its
    place (a title missing, an abstract missing, an abstract in two paragraphs), the cheapest reading wins: each line
    pays for being a title although long or ending like a sentence, and for being an abstract although short; a title
    without abstract, and a paragraph too many, pay more. Dynamic programming over the run, linear in its length.
    """
    roles, _ = _cheapest_roles(lines, text_last)
    pairs: list[Pair] = []
    for line, role in zip(lines, roles, strict=True):
        if role == "title":
            pairs.append(Pair(line, ()))
        elif pairs:
            pairs[-1] = Pair(pairs[-1].title, (*pairs[-1].paragraphs, line))
        else:
            pairs.append(Pair(None, (line,)))
    return pairs


def pairing_cost(lines: Sequence[Line]) -> float:
    """What the cheapest reading costs; 0 for no lines and for titles and abstracts in turn."""
    return _cheapest_roles(lines, False)[1] if lines else 0.0


def may_be_abstract(line: Line) -> bool:
    """Whether a line alone looks like the text of a paper: long, or a sentence of some length."""
    return _abstract_cost(line) <= 1.0


def _title_cost(line: Line) -> float:
    """Being long, or like a text: with a full stop at its end, several sentences, or an address of the web.

    Never so much that a title over its abstract would not be one.
    """
    text, length = line.text, len(line.text)
    cost = 1.0 * (length >= _SHORTEST_ABSTRACT) + 4.0 * (length > _LONGEST_TITLE) + 4.0 * (length > 2 * _LONGEST_TITLE)
    if cost < _DEAREST_TITLE:
        cost += 4.0 * (_FULL_STOP.search(text[-9:]) is not None) + 3.0 * (". " in text and _NEXT_SENTENCE.search(text) is not None)
        cost += 4.0 * (("." in text or "/" in text) and _ADDRESS.search(text) is not None)
    return min(cost, _DEAREST_TITLE)


def _abstract_cost(line: Line) -> float:
    length = len(line.text)
    if length >= _SHORTEST_ABSTRACT:
        return 0.0
    least = _SENTENCE if " " in line.text else _SENTENCE // 3
    return 1.0 if length > least and line.text.endswith(_ENDS) else 3.0


# What it costs to follow one role by the next: alternation is free, anything else must be earned.
_STEP = {
    ("start", "title"): 0.0,
    ("start", "abstract"): 6.0,
    ("title", "abstract"): 0.0,
    ("abstract", "title"): 0.0,
    ("title", "title"): 6.0,
    ("abstract", "abstract"): 5.0,
    ("title", "end"): 5.0,
    ("abstract", "end"): 0.0,
}


def _cheapest_roles(lines: Sequence[Line], text_last: bool) -> tuple[list[str], float]:
    best: dict[str, float] = {"start": 0.0}
    trail: list[dict[str, str]] = []
    for line in lines:
        own = {"title": _title_cost(line), "abstract": _abstract_cost(line)}
        step: dict[str, float] = {}
        came: dict[str, str] = {}
        for role, cost in own.items():
            came[role] = min(best, key=lambda before: best[before] + _STEP[before, role])
            step[role] = best[came[role]] + _STEP[came[role], role] + cost
        best = step
        trail.append(came)
    if text_last:
        best.pop("title", None)
    role = min(best, key=lambda last: best[last] + _STEP.get((last, "end"), 0.0))
    cost = best[role] + _STEP.get((role, "end"), 0.0)
    roles = []
    for came in reversed(trail):
        roles.append(role)
        role = came[role]
    return roles[::-1], cost
