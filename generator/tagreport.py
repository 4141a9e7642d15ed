"""Tags as given, perhaps beside judgements → figures for the curator of the vocabulary; plain values, no layout."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import DataError
from .model import Paper, Tag, TagAssignment
from .ordinary import FIELD_WORDS
from .text import title_key
from .tokens import PhraseTrie, split_words
from .vocabulary import Vocabulary

_PHRASE_WORDS = (2, 3)
_SHOWN = 40  # phrases
_LEAST_PAPERS = 3
_LOOSE = FIELD_WORDS | frozenset(
    "a an and are as at be been by can do does for from has have how in into is it its may more most not of on or our "
    "such than that the their them then these they this to using via was we when which while with without also each "
    "method methods results approach paper propose proposed new work show across existing different between both over "
    "under through however recent demonstrate during including various available wide range real world".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """One tag: papers that carry it; precision and recall against judgements, None where nothing is judged."""

    tag: str
    papers: int
    precision: float | None = None
    recall: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagReport:
    """Rows in the vocabulary's order; ids of untagged papers; (phrase, papers) that no tag covers, commonest first.

    `phrases`, and how many of them one paper alone has (`single`), or none (`unused`).
    """

    rows: tuple[TagRow, ...]
    untagged: tuple[str, ...]
    uncovered: tuple[tuple[str, int], ...]
    phrases: int
    single: int
    unused: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The tags a paper must carry and those it may."""

    must: frozenset[str]
    may: frozenset[str]


def parse_judgements(text: str, path: str) -> dict[str, Judgement]:
    """Read a JSON list of {title, tags, also_ok}, keyed by the title's identity; raises `DataError`."""
    try:
        rows = json.loads(text)
        return {title_key(row["title"]): _judgement(row) for row in rows}
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}", "not-json", "is not valid JSON") from None
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise DataError(f"{path}:1", "bad-value", "expected a list of objects with title, tags and also_ok") from None


def _judgement(row: Mapping[str, Any]) -> Judgement:
    return Judgement(frozenset(row["tags"]), frozenset(row.get("also_ok", ())))


def report_tags(
    papers: Sequence[Paper],
    tagging: Mapping[str, tuple[TagAssignment, ...]],
    vocabulary: Vocabulary,
    judgements: Mapping[str, Judgement] | None = None,
) -> TagReport:
    """Count each tag, compare with judgements of the same titles, and look for what the vocabulary lacks."""
    given = {paper.id: frozenset(a.tag for a in tagging.get(paper.id, ())) for paper in papers}
    judged = [
        (given[paper.id], judgements[title_key(paper.title_raw)])
        for paper in papers
        if judgements and title_key(paper.title_raw) in judgements
    ]
    count = Counter(tag for tags in given.values() for tag in tags)
    users = _users(papers, vocabulary)
    return TagReport(
        rows=tuple(_row(tag, count[tag.id], judged) for tag in vocabulary.tags),
        untagged=tuple(paper.id for paper in papers if not given[paper.id]),
        uncovered=tuple(_uncovered(papers, vocabulary)),
        phrases=len(vocabulary.phrases),
        single=sum(users[number] == 1 for number in range(len(vocabulary.phrases))),
        unused=sum(users[number] == 0 for number in range(len(vocabulary.phrases))),
    )


def _users(papers: Sequence[Paper], vocabulary: Vocabulary) -> Counter[int]:
    """In how many papers each phrase stands where it may count, by its number."""
    trie = PhraseTrie((phrase.tokens, number) for number, phrase in enumerate(vocabulary.phrases))
    users: Counter[int] = Counter()
    for paper in papers:
        found, inside = (
            {number for *_, number in trie.find(text.words, text.gaps)} for text in map(split_words, (paper.title, paper.abstract))
        )
        users.update(found | {number for number in inside if not vocabulary.phrases[number].title_only})
    return users


def _row(tag: Tag, papers: int, judged: Iterable[tuple[frozenset[str], Judgement]]) -> TagRow:
    right = wrong = missed = 0
    for given, judgement in judged:
        right += tag.id in given and tag.id in judgement.must
        wrong += tag.id in given and tag.id not in judgement.must | judgement.may
        missed += tag.id not in given and tag.id in judgement.must
    return TagRow(
        tag=tag.id,
        papers=papers,
        precision=right / (right + wrong) if right + wrong else None,
        recall=right / (right + missed) if right + missed else None,
    )


def _uncovered(papers: Sequence[Paper], vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """Runs of two or three telling words that stand in several papers and touch no phrase of the vocabulary."""
    trie = PhraseTrie((phrase.tokens, number) for number, phrase in enumerate(vocabulary.phrases))
    users: dict[str, int] = defaultdict(int)
    for paper in papers:
        found: set[str] = set()
        for text in (paper.title, paper.abstract):
            found |= _free_phrases(split_words(text).words, trie)
        for phrase in found:
            users[phrase] += 1
    common = sorted(((phrase, n) for phrase, n in users.items() if n >= _LEAST_PAPERS), key=lambda p: (-p[1], p[0]))
    return common[:_SHOWN]


def _free_phrases(words: tuple[str, ...], trie: PhraseTrie) -> set[str]:
    covered = {place for start, end, _ in trie.find(words) for place in range(start, end)}
    lower = [word.lower() for word in words]
    free = [
        i not in covered and lower[i] not in _LOOSE and len(lower[i]) > 2 and not lower[i].isdigit()
        for i in range(len(words))
    ]
    return {
        " ".join(lower[start : start + length])
        for length in _PHRASE_WORDS
        for start in range(len(words) - length + 1)
        if all(free[start : start + length])
    }
