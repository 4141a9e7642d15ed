"""The abbreviations that papers define → what each stands for where, and every sense of each; no markup."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .model import Definition, Paper, Sense
from .nameforms import singular_form
from .readings import Reading

_NOT_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|s)$")  # modeling, models and model are one
_SMALL = frozenset("a an and or of the for in on to with based".split())
_INSIDE_WORD = re.compile(r"[\w+-]")
_WORD_ENDS = re.compile(r"s?(?![\w+-])")
_Key = tuple[str, str]  # a short form in small letters, and the joined words of its long form


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
    short, uses = singular_form(definition.short), []
    start = abstract.find(short, definition.start + len(definition.short))
    while start >= 0:
        end = start + len(short)
        alone = not (start and _INSIDE_WORD.match(abstract, start - 1)) and _WORD_ENDS.match(abstract, end)
        uses += [(start, end)] if alone else []
        start = abstract.find(short, end if alone else start + 1)
    return uses


def collect_senses(
    papers: Sequence[Paper], acronyms: Mapping[str, Sequence[Definition]]
) -> dict[str, tuple[Sense, ...]]:
    """Abbreviation → its senses, the commonest first.

    Long forms that differ in case, hyphens, endings or small words are one sense, and so is one that another only adds a
    word to; short forms that differ in case are one abbreviation where they share a sense.
    """
    shorts, longs, users = Counter[str](), defaultdict(Counter[str]), defaultdict(list)
    lasts: dict[_Key, str] = {}
    for paper in papers:
        for found in acronyms.get(paper.id, ()):
            short = singular_form(found.short)
            words = _content_words(found.long)
            sense = (short.casefold(), "".join(words))
            lasts[sense] = words[-1] if words else ""
            shorts[short] += 1
            longs[sense][found.long] += 1
            users[sense].append((paper.id, short))
    for kept, other in _repeats(users, lasts):
        longs[kept] += longs.pop(other)
        users[kept] += users.pop(other)
    order = {paper.id: place for place, paper in enumerate(papers)}
    table: dict[str, list[Sense]] = defaultdict(list)
    for sense in sorted(users, key=lambda sense: (-len(users[sense]), sense)):
        short = min({short for _, short in users[sense]}, key=lambda short: (-shorts[short], short))
        best = min(longs[sense], key=lambda long: (-longs[sense][long], long))
        defining = sorted({paper for paper, _ in users[sense]}, key=order.__getitem__)
        table[short].append(Sense(long=best, papers=tuple(defining)))
    return {short: tuple(table[short]) for short in sorted(table)}


def _repeats(senses: Mapping[_Key, Sequence[object]], lasts: Mapping[_Key, str]) -> list[tuple[_Key, _Key]]:
    """(sense, other): one of them is the other but for its last word ("masked language modeling prediction"); the
    commoner one stays."""
    of_short: dict[str, list[_Key]] = defaultdict(list)
    for sense in sorted(senses):
        of_short[sense[0]].append(sense)
    found, gone = [], set[_Key]()
    for sense in sorted(senses, key=lambda key: (-len(senses[key]), key)):
        for other in of_short[sense[0]]:
            short, long = sorted((sense, other), key=lambda key: len(key[1]))
            if long[1] == short[1] + lasts[long] and not {sense, other} & gone:
                found.append((sense, other))
                gone.add(other)
    return found


def _content_words(long: str) -> list[str]:
    words = _NOT_WORD.sub(" ", long).casefold().split()
    return [_ENDING.sub("", word) for word in words if word not in _SMALL]
