"""Invented papers for the tests of tags, names, mentions and related papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Link, Paper, TagAssignment
from generator.readings import read_closely
from generator.tagging import Tagger
from generator.vocabulary import Vocabulary


def paper(id_: str, title: str, abstract: str = "") -> Paper:
    """A paper with a text and nothing else."""
    return Paper(id=id_, title=title, title_raw=title, abstract=abstract, abstract_raw=abstract, sightings=())


def assign_tags(
    papers: Sequence[Paper], vocabulary: Vocabulary, links: Mapping[str, Sequence[Link]] | None = None
) -> dict[str, tuple[TagAssignment, ...]]:
    """Every paper's tags; `links` are the web addresses of the abstracts, if they are known."""
    tagger, known = Tagger(vocabulary), links or {}
    return {one.id: tagger.assign(read_closely(one.title, one.abstract, known.get(one.id, ()))) for one in papers}
