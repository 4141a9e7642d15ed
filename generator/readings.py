"""Papers → what several stages read off their texts, read once: the words, and the abbreviations they define."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

from .acronyms import find_definitions
from .model import Definition, Paper
from .tokens import Words, split_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The words of a paper's title and abstract, and the abbreviations its abstract defines."""

    title: Words
    abstract: Words
    definitions: tuple[Definition, ...]


def read_papers(papers: Iterable[Paper]) -> dict[str, Reading]:
    """Each paper's reading, by paper id."""
    return {paper.id: read_paper(paper) for paper in papers}


def read_paper(paper: Paper) -> Reading:
    """One paper's reading; equal words are one object, so that thousands of texts take little memory."""
    return Reading(
        title=split_words(paper.title),
        abstract=_share(split_words(paper.abstract)),
        definitions=tuple(find_definitions(paper.abstract)),
    )


def _share(words: Words) -> Words:
    return Words(tuple(map(intern, words.words)), words.gaps)
