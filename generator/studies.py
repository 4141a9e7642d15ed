"""A paper's raw text → all that is found in that text alone: what a reader sees, links, abbreviations, tags.

It gets the text and what a person knows of it, and nothing else, so that what was found can be kept by its content.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .model import Definition, Evidence, Link, Problem, Repair, TagAssignment
from .packed import pack_quickly
from .readings import Reading, SharedWords, read_closely, read_fields
from .repair import RawText, repair_raw
from .tagging import Tagger
from .vocabulary import Vocabulary
from .weblinks import find_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What was found; the words are not kept, for they are split again as quickly as they are read from a file."""

    title: str
    abstract: str
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]
    links: tuple[Link, ...]
    definitions: tuple[Definition, ...]
    tags: tuple[TagAssignment, ...]

    def reading(self, shared: SharedWords) -> Reading:
        """The words, those of other texts among them, and the abbreviations."""
        return read_fields(self.title, self.abstract, self.definitions, shared)


pack_quickly(Study, TagAssignment, Evidence, Definition)  # a large collection has hundreds of thousands, which go from process to process


def prepare_studies(vocabulary: Vocabulary) -> Callable[[RawText], Study]:
    """What studies a text with a vocabulary."""
    tagger = Tagger(vocabulary)

    def study(raw: RawText) -> Study:
        title, abstract, repairs, problems = repair_raw(raw)
        links = find_links(abstract)
        reading = read_closely(title, abstract, links)
        return Study(
            title=title,
            abstract=abstract,
            repairs=repairs,
            problems=problems,
            links=links,
            definitions=reading.definitions,
            tags=tagger.assign(reading),
        )

    return study
