"""The abbreviations that papers define → what each stands for where, and every sense of each; no markup."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .model import Definition, Paper
from .nameforms import singular_form
from .readings import Reading

_NOT_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|s)$")  # modeling, models and model are one
_INSIDE_WORD = r"[\w+-]"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an abbreviation: its commonest spelling, and the papers that give it, in catalogue order."""

    long: str
    papers: tuple[str, ...]


def find_acronyms(readings: Mapping[str, Reading]) -> dict[str, tuple[Definition, ...]]:
    """For each paper the first expansion it gives of each abbreviation, in the order of its abstract."""
    table = {}
    for paper_id, reading in readings.items():
        first: dict[str, Definition] = {}
        for found in reading.definitions:
            if "/" in found.long:  # an address in brackets is no expansion
                continue
            first.setdefault(singular_form(found.short), found)
        table[paper_id] = tuple(first.values())
    return table


def find_uses(abstract: str, definition: Definition) -> list[tuple[int, int]]:
    """Where the abbreviation stands again after its definition, as (start, end); an s of the plural is left out."""
    short = singular_form(definition.short)
    pattern = re.compile(rf"(?<!{_INSIDE_WORD}){re.escape(short)}(?=s?(?!{_INSIDE_WORD}))")
    after = definition.start + len(definition.short)
    return [found.span() for found in pattern.finditer(abstract, after)]


def collect_senses(
    papers: Sequence[Paper], acronyms: Mapping[str, Sequence[Definition]]
) -> dict[str, tuple[Sense, ...]]:
    """Abbreviation → its senses, the commonest first; spellings that differ in case, hyphens or endings are one."""
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    users: dict[tuple[str, str], list[str]] = defaultdict(list)
    for paper in papers:
        for found in acronyms.get(paper.id, ()):
            sense = (singular_form(found.short), _sense_key(found.long))
            spellings[sense][found.long] += 1
            users[sense].append(paper.id)
    table: dict[str, list[Sense]] = defaultdict(list)
    for short, key in sorted(users, key=lambda sense: (sense[0], -len(users[sense]), sense[1])):
        written = spellings[short, key]
        best = min(written, key=lambda long: (-written[long], long))
        table[short].append(Sense(best, tuple(users[short, key])))
    return {short: tuple(senses) for short, senses in table.items()}


def _sense_key(long: str) -> str:
    return "".join(_ENDING.sub("", word) for word in _NOT_WORD.sub(" ", long).casefold().split())
