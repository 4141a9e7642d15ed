"""Invented papers for the tests of tags, names, mentions and related papers."""

from __future__ import annotations

from generator.model import Paper


def paper(id_: str, title: str, abstract: str = "") -> Paper:
    """A paper with a text and nothing else."""
    return Paper(id=id_, title=title, title_raw=title, abstract=abstract, abstract_raw=abstract, sightings=())
