"""A catalogue, and its inputs as they are now → the catalogue with the papers that came or changed, in a moment: for a preview.

Only those papers are studied. What the papers have to do with each other stays as it was, for that takes the whole pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter

from .corrections import Corrections, parse_corrections
from .digest.info import parse_digest_infos
from .glossary import collect_senses, find_acronyms
from .inputs import Inputs
from .merge import merge_entries
from .model import Catalogue, Digest, DigestInfo, Mention, Paper, SourceText, TagAssignment
from .naming import find_names
from .readings import SharedWords
from .repair import RawText, raw_text
from .site import read_digests
from .studies import Study, prepare_studies
from .tagcorrections import correct_tags
from .vocabulary import parse_vocabulary

MOST = 400  # papers; where more changed, a whole build is hardly slower
_listed_facts = attrgetter(*(one.name for one in fields(Paper) if one.name not in ("title", "abstract", "repairs", "sightings")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The catalogue as far as it is known by now, and the ids of the papers that are new or not as they were."""

    catalogue: Catalogue
    changed: frozenset[str]


def revise(catalogue: Catalogue, before: Inputs, after: Inputs) -> Revision | None:
    """None where a paper is gone, many changed, or something other than digests and what is known of them did: that takes a whole
    build. `before` are inputs `without_texts`.

    Raises `DataError` for a curated file that is wrong.
    """
    if replace(before, digests=after.digests, infos=after.infos, corrections=after.corrections, problems=after.problems) != after:
        return None
    corrections, earlier = _corrections(after.corrections), _corrections(before.corrections)
    digests = _read_changed(catalogue.digests, before, after)
    listed, _ = merge_entries(digests, corrections.same_as)
    known = {paper.id: paper for paper in catalogue.papers}
    corrected = {paper for paper in known if _about(corrections, paper) != _about(earlier, paper)}
    changed = [paper for paper in listed if paper.id in corrected or _differs(paper, known.get(paper.id))]
    if len(changed) > MOST or known.keys() - {paper.id for paper in listed}:
        return None
    mirrors = {digest.name: digest.info.mirrors for digest in digests}
    if any(mirrors.get(digest.name) != digest.info.mirrors for digest in catalogue.digests):
        return None
    study = _student(after.vocabulary)
    studies = {paper.id: study(raw_text(paper, mirrors, corrections)) for paper in changed}
    papers = tuple(_told(paper, studies.get(paper.id), known.get(paper.id)) for paper in listed)
    return Revision(
        catalogue=_take_in(replace(catalogue, papers=papers, digests=digests), studies, corrections),
        changed=frozenset(studies),
    )


def _corrections(source: SourceText | None) -> Corrections:
    return parse_corrections(source.text, source.path) if source else Corrections()


def _about(corrections: Corrections, paper: str) -> tuple[object, ...]:
    """What a person says of a paper."""
    return corrections.text.get(paper), corrections.names.get(paper), corrections.tags.get(paper)


def _read_changed(known: Iterable[Digest], before: Inputs, after: Inputs) -> tuple[Digest, ...]:
    """All digests, of which only those are read that changed, or of which something else is known."""
    infos = parse_digest_infos(after.infos.text, after.infos.path) if after.infos else {}
    same = {source.path for source in set(before.digests).intersection(after.without_texts().digests)}
    kept = {one.path: one for one in known if one.path in same and one.info == infos.get(one.name, DigestInfo())}
    fresh, _ = read_digests(replace(after, digests=tuple(one for one in after.digests if one.path not in kept)))
    return tuple(sorted([*kept.values(), *fresh], key=lambda digest: (digest.name, digest.path)))


def _differs(listed: Paper, known: Paper | None) -> bool:
    """In more than the lines where it stands."""
    if known is None or _listed_facts(listed) != _listed_facts(known):
        return True
    if listed.sightings == known.sightings:
        return False
    return {seen.digest for seen in listed.sightings} != {seen.digest for seen in known.sightings}


@lru_cache(maxsize=1)
def _student(vocabulary: SourceText) -> Callable[[RawText], Study]:
    return prepare_studies(parse_vocabulary(vocabulary.text, vocabulary.path))


def _told(listed: Paper, study: Study | None, known: Paper | None) -> Paper:
    """A paper with its text as readers see it."""
    if study:
        return replace(listed, title=study.title, abstract=study.abstract, repairs=study.repairs)
    assert known
    return known if listed.sightings == known.sightings else replace(known, sightings=listed.sightings)


def _take_in(catalogue: Catalogue, studies: Mapping[str, Study], corrections: Corrections) -> Catalogue:
    """The tables with what was found in the changed papers; names and mentions that were known stay as far as they can."""
    changed = [paper for paper in catalogue.papers if paper.id in studies]
    shared = SharedWords()
    readings = {paper: study.reading(shared) for paper, study in studies.items()}
    tagging: Mapping[str, tuple[TagAssignment, ...]] = {paper: study.tags for paper, study in studies.items()}
    tagging, _ = correct_tags(tagging, corrections.tags, {tag.id: tag.implies for tag in catalogue.tags})
    names = find_names(changed, corrections.curated_names(), readings)
    acronyms = {**catalogue.acronyms, **find_acronyms(readings)}
    return replace(
        catalogue,
        links={**catalogue.links, **{paper: study.links for paper, study in studies.items()}},
        tagging={**catalogue.tagging, **tagging},
        names={**names, **catalogue.names, **{p: name for p, name in names.items() if name.source == "correction"}},
        acronyms=acronyms,
        senses=collect_senses(catalogue.papers, acronyms),
        mentions={**catalogue.mentions, **{p.id: _found_again(p, catalogue, studies[p.id]) for p in changed}},
        related={**{paper: () for paper in studies}, **catalogue.related},
    )


def _found_again(paper: Paper, catalogue: Catalogue, study: Study) -> tuple[Mention, ...]:
    """The mentions that were known, each at the place of its name that is nearest to where it stood, outside links."""
    taken = [(link.start, link.end) for link in study.links]
    found = []
    for mention in catalogue.mentions.get(paper.id, ()):
        places = [place.span() for place in re.finditer(rf"(?<!\w){re.escape(mention.name)}(?!\w)", paper.abstract)]
        free = [(start, end) for start, end in places if not any(a < end and start < b for a, b in taken)]
        if free:
            start, end = min(free, key=lambda span: abs(span[0] - mention.start))
            taken.append((start, end))
            found.append(replace(mention, start=start, end=end))
    return tuple(sorted(found, key=lambda mention: mention.start))
