"""An index and a query → the papers in order: the reference that the browser's script repeats number by number.

Scores are whole numbers: for each word of the query the best of what a paper offers for it, added up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .filters import allowed_papers, having_papers, phrase_papers
from .index import TITLED, Index
from .query import Clause, Query, parse_query, write_clause
from .tables import Postings
from .wording import Reading, Unit, read_words, spans

FULL = 256  # a weight of one
NAME_BONUS = 1200  # points for a paper whose name stands in the query
WHOLE_BONUS = 3000  # and more where the name is the whole query
BEGUN_BONUS = 1000  # points where the whole query is the beginning of the name, times the share of it
BEGUN_FROM = 3  # letters of such a beginning
TITLE_BONUS = 1000  # points for a paper with all words of the query in its title
TITLE_STEEP = 2  # of those, none for a share of 1 - 1/TITLE_STEEP of the words
ALL_BONUS = 400  # points for a paper with all words of the query, where none had to be mended
CUT = 6  # what lacks a word, and scores less than this part of the best paper's score by words, is not shown
COVERED = 224  # what a lacking word counts, in FULL, in a paper that has all other words


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a paper has for one word of the query: points, by which term, and its weight if that is in the title."""

    points: int
    term: str
    titled: int


_NOTHING = _Offer(0, "", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One paper found: its number in the index, its score, the terms of the query it has, and those it only suits."""

    paper: int
    score: int
    matched: tuple[str, ...]
    suited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The papers in order, for this number of words: 0 for filters alone. `shown_for` is the query as it was mended (empty where
    nothing was); `notes` for the reader; `weak`: no paper has a word of the query, they only suit it."""

    hits: tuple[Hit, ...]
    words: int = 0
    shown_for: str = ""
    notes: tuple[str, ...] = ()
    weak: bool = False


def rank(index: Index, query: str | Query, *, typing: bool = True, mend: bool = True) -> Results:
    """The papers for a query, best first; of equals the one that comes first in the index.

    `typing`: the last word may be the beginning of one. `mend`: words that nobody wrote are taken for near ones. A query of
    filters alone gives what they allow, in the order of the index.
    """
    asked = parse_query(query) if isinstance(query, str) else query
    allowed, notes, groups = allowed_papers(index, asked)
    asking = [group for group in groups if _has_text(group)]
    texts = [tuple(clause.text for clause in group) for group in asking]
    readings = _read(index, asking, typing, mend)
    units = [unit for group in readings for unit in _merge(group)]
    if not units:
        return Results(hits=tuple(Hit(paper=paper, score=0, matched=()) for paper in sorted(allowed or ())), notes=notes)
    if any(clause.kind == "in" for group in groups for clause in group):
        for group, read in zip(asking, readings, strict=True):
            met = _titled_papers(index, group, read)
            allowed = met if allowed is None else allowed & met
    names = [name for group, read in zip(texts, readings, strict=True) for name in _names(group, read)]
    bonus = _name_bonus(index, names, _begun(texts) if typing else "")
    hits = score_papers(index, units, bonus, allowed, 0 if any(reading.mended for group in readings for reading in group) else ALL_BONUS)
    return Results(hits=hits, words=len(units), shown_for=_shown(groups, readings, hits[0].matched if hits else ()), notes=notes, weak=not any(hit.matched for hit in hits[:10]))


def _titled_papers(index: Index, group: Sequence[Clause], readings: Sequence[Reading]) -> frozenset[int]:
    """The papers whose title or name has all words of one of these clauses, as they were read: mended, and finished."""
    met: frozenset[int] = frozenset()
    for clause, reading in zip(group, readings, strict=True):
        if clause.kind == "phrase":
            met |= phrase_papers(index, clause.text, titled=True)
        else:
            having = (frozenset().union(*(having_papers(index, term, titled=True) for term, _ in unit.terms)) for unit in reading.units)
            met |= frozenset(range(len(index.documents))).intersection(*having)
    return met


def _names(texts: Sequence[str], readings: Sequence[Reading]) -> list[tuple[str, bool]]:
    """What may be a name in these texts, as they were typed and as they were mended."""
    mended = [reading.shown() for reading in readings if reading.mended]
    return [name for text in (*texts, *mended) for name in spans(text)]


def _begun(texts: Sequence[Sequence[str]]) -> str:
    """What is typed last, written together: perhaps the beginning of a name."""
    return next((name for name, whole in spans(texts[-1][-1]) if whole), "")


def _has_text(group: Sequence[Clause]) -> bool:
    return any(clause.kind in ("words", "phrase") and not clause.negated for clause in group)


def _read(index: Index, groups: Sequence[Sequence[Clause]], typing: bool, mend: bool) -> list[tuple[Reading, ...]]:
    """The readings of every group with words; only the last may be unfinished, and a phrase is meant as it stands."""
    last = len(groups) - 1
    return [
        tuple(read_words(index, one.text, typing=typing and at == last, mend=mend and one.kind == "words") for one in group)
        for at, group in enumerate(groups)
    ]


def _shown(groups: Sequence[Sequence[Clause]], readings: Sequence[Sequence[Reading]], matched: Collection[str]) -> str:
    """The query as it was mended, as the first paper, `matched` by these terms, has it, with all that is demanded; nothing where no
    word was mended."""
    if not any(reading.mended for group in readings for reading in group):
        return ""
    rest = iter(readings)
    told = [zip(group, next(rest) if _has_text(group) else [None] * len(group), strict=True) for group in groups]
    return " ".join(" OR ".join(write_clause(clause, reading.shown(matched) if reading and reading.mended else "") for clause, reading in group) for group in told)


def _merge(readings: Sequence[Reading]) -> list[Unit]:
    """Texts joined by OR are one wish: the words of all of them are alternatives."""
    if len(readings) == 1:
        return list(readings[0].units)
    best: dict[str, int] = {}
    for unit in (unit for reading in readings for unit in reading.units):
        for term, weight in unit.terms:
            best[term] = max(weight, best.get(term, 0))
    return [Unit(word="", terms=tuple(best.items()))]


def score_papers(
    index: Index, units: Sequence[Unit], bonus: Mapping[int, int], allowed: frozenset[int] | None, whole: int = 0
) -> tuple[Hit, ...]:
    """Add up what each paper has for each unit, and what it merely suits as far as the other words do not cover it; `bonus`
    are points for papers that have or suit anything, `whole` those for having all of several words."""
    had = [_best(index.terms, unit) for unit in units]
    suited = [_best(index.meaning, unit) for unit in units]
    papers = {paper for found in (*had, *suited) for paper in found}
    if allowed is not None:
        papers &= allowed
    complete = frozenset.intersection(*map(frozenset, had)) if had else frozenset()
    several = whole if len(had) > 1 else 0
    extra = {paper: bonus.get(paper, 0) + (several if paper in complete else 0) for paper in papers}
    hits = [_hit(paper, had, suited, points) for paper, points in extra.items()]
    best = max((hit.score - extra[hit.paper] for hit in hits), default=0)
    kept = (hit for hit in hits if hit.score * CUT >= best or hit.paper in complete)
    return tuple(sorted(kept, key=lambda hit: (-hit.score, hit.paper)))


def _best(table: Mapping[str, Postings], unit: Unit) -> dict[int, _Offer]:
    """For each paper the best that one of the unit's terms gives it; in its title if any of them is."""
    best: dict[int, _Offer] = {}
    for term, weight in unit.terms:
        found = table.get(term)
        if found is None:
            continue
        worth = found.rarity * weight
        for paper, level in zip(found.papers, found.levels, strict=True):
            points, titled = worth * (level % TITLED) // FULL, weight if level >= TITLED else 0
            old = best.get(paper)
            if old is None or points > old.points:
                best[paper] = _Offer(points, term, max(titled, old.titled if old else 0))
            elif titled > old.titled:
                best[paper] = _Offer(old.points, old.term, titled)
    return best


def _hit(paper: int, had: Sequence[dict[int, _Offer]], suited: Sequence[dict[int, _Offer]], bonus: int) -> Hit:
    score, titled, matched, guessed = bonus, 0, [], []
    covered = sum(paper in found for found in had)
    shrink = FULL - (FULL - COVERED) * covered // len(had)
    for own, lacking in zip(had, suited, strict=True):
        has, may = own.get(paper, _NOTHING), lacking.get(paper, _NOTHING)
        guess = may.points * shrink // FULL
        score, titled = score + max(has.points, guess), titled + has.titled
        if has.term:
            matched.append(has.term)
        elif guess:
            guessed.append(may.term)
    if len(had) > 1:
        score += max(0, TITLE_BONUS * (titled * TITLE_STEEP // len(had) - (TITLE_STEEP - 1) * FULL) // FULL)
    return Hit(paper=paper, score=score, matched=tuple(dict.fromkeys(matched)), suited=tuple(dict.fromkeys(guessed)))


def _name_bonus(index: Index, names: Iterable[tuple[str, bool]], begun: str) -> dict[int, int]:
    """Points for papers whose name stands in the query; `names` are (joined words, whether they are the whole text), and
    `begun` may be the beginning of one."""
    bonus: dict[int, int] = {}
    found = [(name, WHOLE_BONUS if whole else NAME_BONUS) for name, whole in names]
    if len(begun) >= BEGUN_FROM:
        found += [(name, BEGUN_BONUS * len(begun) // len(name)) for name in index.names if name.startswith(begun)]
    for name, points in found:
        for paper in index.names.get(name, ()):
            bonus[paper] = max(bonus.get(paper, 0), points)
    return bonus
