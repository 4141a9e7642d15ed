"""Papers → what several stages read off their texts, read once: the words, and the abbreviations they define."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import intern

from .acronyms import find_definitions
from .model import Definition, Link, Paper
from .tokens import Words, split_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The words of a paper's title and abstract, and the abbreviations its abstract defines.

    `linked` are the numbers of the abstract's words that are part of a web address: no prose.
    """

    title: Words
    abstract: Words
    linked: frozenset[int]
    definitions: tuple[Definition, ...]

    def shared(self) -> Reading:
        """The same, equal words of abstracts one object, so that thousands of texts take little memory."""
        return replace(self, abstract=Words(tuple(map(intern, self.abstract.words)), self.abstract.gaps))


def read_papers(papers: Iterable[Paper], links: Mapping[str, Sequence[Link]] | None = None) -> dict[str, Reading]:
    """Each paper's reading, by paper id; `links` are the web addresses of the abstracts, if they are known."""
    known = links or {}
    return {paper.id: read_paper(paper, known.get(paper.id, ())) for paper in papers}


def read_paper(paper: Paper, links: Sequence[Link] = ()) -> Reading:
    """One paper's reading, to be kept."""
    return read_fields(paper.title, paper.abstract, links).shared()


def read_fields(
    title: str, abstract: str, links: Sequence[Link] = (), definitions: tuple[Definition, ...] | None = None
) -> Reading:
    """The same of a title and an abstract; `definitions` if they are known."""
    words = split_words(abstract)
    return Reading(
        title=split_words(title),
        abstract=words,
        linked=_numbers_inside(words, links) if links else frozenset(),
        definitions=tuple(find_definitions(abstract)) if definitions is None else definitions,
    )


def _numbers_inside(words: Words, links: Sequence[Link]) -> frozenset[int]:
    starts = words.offsets()
    return frozenset(
        number for link in links for number in range(bisect_left(starts, link.start), bisect_left(starts, link.end))
    )
