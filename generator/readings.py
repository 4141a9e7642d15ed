"""Papers → what several stages read off their texts, read once: the words, and the abbreviations they define."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .acronyms import find_definitions
from .model import Definition, Link, Paper
from .tokens import Words, list_words, split_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The words of a paper's title and abstract, and the abbreviations its abstract defines."""

    title: tuple[str, ...]
    abstract: tuple[str, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReading:
    """The same with what stands between the words; `linked` are the numbers of the abstract's words that are part of a web
    address: no prose."""

    title: Words
    abstract: Words
    linked: frozenset[int]
    definitions: tuple[Definition, ...]


class SharedWords(dict[str, str]):
    """Equal words as one object, so that thousands of texts take little memory."""

    def __missing__(self, word: str) -> str:
        self[word] = word
        return word


def read_papers(papers: Iterable[Paper]) -> dict[str, Reading]:
    """Each paper's reading, by paper id."""
    shared = SharedWords()
    return {
        paper.id: read_fields(paper.title, paper.abstract, tuple(find_definitions(paper.abstract)), shared) for paper in papers
    }


def read_fields(title: str, abstract: str, definitions: tuple[Definition, ...], shared: SharedWords) -> Reading:
    """The same of a title and an abstract whose definitions are known."""
    title_words, abstract_words = list_words(title), list_words(abstract)
    return Reading(
        title=tuple(map(shared.__getitem__, title_words)),
        abstract=tuple(map(shared.__getitem__, abstract_words)),
        definitions=definitions,
    )


def read_closely(title: str, abstract: str, links: Sequence[Link] = ()) -> CloseReading:
    """A title and an abstract with its web addresses, each word in its place."""
    words = split_words(abstract)
    return CloseReading(
        title=split_words(title),
        abstract=words,
        linked=_numbers_inside(words, links) if links else frozenset(),
        definitions=tuple(find_definitions(abstract)),
    )


def _numbers_inside(words: Words, links: Sequence[Link]) -> frozenset[int]:
    starts = words.offsets()
    return frozenset(
        number for link in links for number in range(bisect_left(starts, link.start), bisect_left(starts, link.end))
    )
