"""Names and mentions → families of papers: what grew out of what, in order of time; no markup."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from .linking import find_mentions
from .model import Name, Paper
from .nameforms import is_name_like
from .ordinary import ENGLISH_WORDS, FOREIGN_BEARERS, GENERIC_ACRONYMS

_STEM = re.compile(r"([^\W\d_]{3,})(?=$|[\s+\-\d²³])")
_MOST = 12  # a stem that more papers share is a word of the field, not a family
_FOREIGN = frozenset(name.casefold() for name in FOREIGN_BEARERS)


def find_families(
    papers: Sequence[Paper], names: Mapping[str, Name], namesakes: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """For each paper with kin: its whole family, itself included, oldest first, the undated last.

    Kin are `namesakes`, as found by `find_namesakes`, and a paper whose title
    names what another introduces (DeBERTaV3 … using ELECTRA) with that other; the second kind reaches one step
    only, so that a much-used model does not gather everything built on it into one family.
    """
    kin: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for paper_id, stem in namesakes.items():
        groups[stem].add(paper_id)
    for paper_id, stem in namesakes.items():
        kin[paper_id] |= groups[stem]
    titles = [_title_alone(paper) for paper in papers]
    for source, mentions in find_mentions(titles, names, {}).items():
        for target in {mention.target for mention in mentions if _is_one_name(mention.name)}:
            kin[source] |= {source, target}
            kin[target] |= {source, target}
    order = {paper.id: (paper.date or date.max, place) for place, paper in enumerate(papers)}
    return {paper_id: tuple(sorted(group, key=order.__getitem__)) for paper_id, group in sorted(kin.items())}


def find_namesakes(papers: Sequence[Paper], names: Mapping[str, Name]) -> dict[str, str]:
    """For each paper whose name begins with the same proper word as another's (ERNIE-Gram, ERNIE 3.0): that word.

    Two papers with one and the same name are strangers to each other, and nobody knows which of them a third follows.
    """
    bearers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for paper in papers:
        name = names.get(paper.id)
        found = _STEM.match(name.text) if name else None
        if name and found and _is_proper(found[1]):
            bearers[found[1]][name.text.casefold()].append(paper.id)
    families = {}
    for stem, by_name in sorted(bearers.items()):
        alone = [papers_of[0] for papers_of in by_name.values() if len(papers_of) == 1]
        if 1 < len(alone) <= _MOST and len(by_name.get(stem.casefold(), ())) < 2:
            families.update(dict.fromkeys(sorted(alone), stem))
    return families


def _title_alone(paper: Paper) -> Paper:
    """The title as all the text there is."""
    return Paper(id=paper.id, title=paper.title, title_raw="", abstract=paper.title, abstract_raw="", sightings=())


def _is_one_name(text: str) -> bool:
    """In a title every word has a capital, so only a single word that looks like no other is a name for sure."""
    return " " not in text and is_name_like(text)


def _is_proper(stem: str) -> bool:
    """A word made up as a name: capitals inside it, no word or abbreviation of the language, and nobody else's name."""
    inner = any(char.isupper() for char in stem[1:])
    return inner and stem not in GENERIC_ACRONYMS and stem.casefold() not in ENGLISH_WORDS | _FOREIGN
