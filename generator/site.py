"""The pipeline: input texts → `Site`, one call a stage; pure, so the same inputs give the same pages anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from .assets import Assets, Maker, ready
from .basis import find_basis
from .citing.files import citation_files
from .context import make_context
from .corrections import parse_corrections
from .digest import read_digest
from .digest.copies import find_copies
from .digest.info import accept_problems, check_info, check_mirrors, find_missing, parse_digest_infos
from .feeds import make_feeds
from .glossary import collect_senses, find_acronyms
from .inputs import Inputs
from .layout import find_layout, parse_layout, takes_long
from .lineages import find_families, find_namesakes
from .linking import find_mentions, invert_mentions
from .memory import FORGETFUL, Memory
from .merge import merge_entries
from .metadata import wants_cards
from .model import Catalogue, Digest, DigestInfo, Paper, Problem, SourceText
from .naming import find_names
from .pages import render_pages
from .publication import Settings, Site
from .readings import SharedWords
from .renamed import redirect_pages
from .repair import raw_text
from .similarity import Neighbours, begin_neighbours, find_neighbours
from .studies import Study, prepare_studies
from .tagcorrections import correct_tags
from .topics import find_topics
from .vectors import VectorTable, match_vectors, parse_vectors
from .vocabulary import parse_vocabulary
from .workers import Begun, begin, with_room

_OF_FOLDERS = ("no-digests", "not-read")  # problems that are told of a folder
ReadDigests = tuple[tuple[Digest, ...], list[Problem]]  # with all problems up to here
NEIGHBOURS = 15  # of each paper, for topics and map; the related papers are the first of them


def build_site(
    inputs: Inputs,
    settings: Settings,
    on_stage: Callable[[str], None] = lambda name: None,
) -> Site:
    """Run every stage; `on_stage` hears the name of each before it starts.

    Raises `DataError` for a curated file that is wrong; whatever is wrong with a digest comes back as a Problem.
    """
    on_stage("digests")
    return finish_site(read_digests(inputs), inputs, settings, on_stage, FORGETFUL)


def finish_site(
    read: ReadDigests, inputs: Inputs, settings: Settings, on_stage: Callable[[str], None], memory: Memory
) -> Site:
    """The same once digests are read: their texts, which are large, are not looked at any more, and `inputs` may be without."""
    catalogue, problems = describe_papers(read, inputs, on_stage, memory)
    search = begin(partial(_search_files, catalogue, inputs, settings)) if settings.search else dict
    catalogue, neighbours, more = relate_papers(catalogue, inputs, settings, on_stage, memory)
    catalogue = arrange_papers(catalogue, neighbours, inputs, on_stage, memory)
    del neighbours  # large
    on_stage("search index")
    files = search()
    downloads = {}
    if settings.data:
        from .records.publish import begin_downloads, publish_records  # what is loaded stays in memory

        downloads = begin_downloads(catalogue)
    on_stage("pages")
    shown, cards = _draw_cards(catalogue, settings, inputs, memory)
    context = make_context(catalogue, settings, shown)
    citations = citation_files(context) if settings.citations else {}
    pages, records = render_pages(context, memory), {}
    if settings.data:
        pages, records = publish_records(context, pages, downloads)
    redirects = redirect_pages(catalogue.papers, settings)
    assets = Assets(ready(files), make_feeds(context), citations, cards, records, redirects, begun=downloads.values())
    len(catalogue.layout)  # waits for it, now that all else is done; other processes could not
    return Site(catalogue=catalogue, pages=pages, assets=assets, problems=sort_problems([*problems, *more]))


@with_room
def build_catalogue(
    inputs: Inputs, settings: Settings, on_stage: Callable[[str], None] = lambda name: None
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Everything but the pages."""
    on_stage("digests")
    catalogue, problems = describe_papers(read_digests(inputs), inputs, on_stage, FORGETFUL)
    catalogue, neighbours, more = relate_papers(catalogue, inputs, settings, on_stage, FORGETFUL)
    catalogue = arrange_papers(catalogue, neighbours, inputs, on_stage, FORGETFUL)
    return catalogue, sort_problems([*problems, *more])


def describe_papers(
    read: ReadDigests, inputs: Inputs, on_stage: Callable[[str], None], memory: Memory
) -> tuple[Catalogue, list[Problem]]:
    """What the texts say of each paper, and who mentions whom."""
    vocabulary = parse_vocabulary(inputs.vocabulary.text, inputs.vocabulary.path)
    corrections = parse_corrections(*_text_and_path(inputs.corrections))
    digests, problems = read
    on_stage("papers")
    papers, merging = merge_entries(digests, corrections.same_as)
    on_stage("texts and tags")
    mirrors = {digest.name: digest.info.mirrors for digest in digests}
    studies = memory.map(prepare_studies, vocabulary, [raw_text(paper, mirrors, corrections) for paper in papers])
    papers = tuple(_with_repairs(paper, study) for paper, study in zip(papers, studies, strict=True))
    begin_neighbours(papers, find_basis(papers, digests), memory)
    repairing = [*corrections.unknown_papers({paper.id for paper in papers}), *(p for one in studies for p in one.problems)]
    by_id = dict(zip((paper.id for paper in papers), studies, strict=True))
    shared = SharedWords()
    readings = {paper: study.reading(shared) for paper, study in by_id.items()}
    links = {paper: study.links for paper, study in by_id.items()}
    tagging = {paper: study.tags for paper, study in by_id.items()}
    tagging, retagging = correct_tags(tagging, corrections.tags, {tag.id: tag.implies for tag in vocabulary.tags})
    on_stage("names and mentions")
    names = find_names(papers, corrections.curated_names(), readings, memory)
    mentions = find_mentions(papers, names, links, readings)
    acronyms = find_acronyms(readings)
    catalogue = Catalogue(
        papers=papers,
        digests=digests,
        facets=vocabulary.facets,
        tags=vocabulary.tags,
        links=links,
        tagging=tagging,
        names=names,
        acronyms=acronyms,
        senses=collect_senses(papers, acronyms),
        mentions=mentions,
        mentioned_by=invert_mentions(mentions),
        related={},
    )
    return catalogue, [*problems, *merging, *repairing, *retagging]


def _with_repairs(paper: Paper, study: Study) -> Paper:
    """What is as it was is held once, wherever the study comes from."""
    title = paper.title if study.title == paper.title else study.title
    abstract = paper.abstract if study.abstract == paper.abstract else study.abstract
    if title is paper.title and abstract is paper.abstract and not study.repairs:
        return paper
    return replace(paper, title=title, abstract=abstract, repairs=study.repairs)


def relate_papers(
    catalogue: Catalogue, inputs: Inputs, settings: Settings, on_stage: Callable[[str], None], memory: Memory
) -> tuple[Catalogue, Neighbours, list[Problem]]:
    """What the papers have to do with each other: families, related papers, and their neighbours, which are more."""
    on_stage("related papers")
    papers, names = catalogue.papers, catalogue.names
    namesakes = find_namesakes(papers, names)
    table, reading = _parse_vectors(inputs)
    vectors, matching = match_vectors(papers, table, inputs.vectors.path if inputs.vectors else "")
    neighbours = find_neighbours(
        papers,
        catalogue.tagging,
        names,
        catalogue.mentions,
        catalogue.mentioned_by,
        max(NEIGHBOURS, settings.related_count),
        vectors,
        namesakes=namesakes,
        explained=settings.related_count,
        labels={tag.id: tag.label for tag in catalogue.tags},
        basis=find_basis(papers, catalogue.digests),
        memory=memory,
    )
    catalogue = replace(catalogue, related=neighbours.related, families=find_families(papers, names, namesakes))
    return catalogue, neighbours, [*reading, *matching]


def arrange_papers(
    catalogue: Catalogue, neighbours: Neighbours, inputs: Inputs, on_stage: Callable[[str], None], memory: Memory
) -> Catalogue:
    """Topics, and places on the map, which may still be looked for."""
    on_stage("topics and map")
    papers = catalogue.papers
    ids, places = [paper.id for paper in papers], parse_layout(*_text_and_path(inputs.layout))
    lay_out = partial(find_layout, ids, neighbours.nearest, places)
    layout = Begun(lay_out) if takes_long(ids, places) else lay_out()
    topics = find_topics(papers, catalogue.tagging, neighbours.nearest, catalogue.tags, neighbours.settled, memory)
    return replace(catalogue, topics=topics, layout=layout)


def read_digests(inputs: Inputs) -> ReadDigests:
    """Every digest with at least one entry, by file name, and all problems up to here, those of `inputs` among them; a digest with the
    entries of another is told, and a file that `digests.yml` names but nobody has. One that could not be read is there.
    """
    infos = parse_digest_infos(*_text_and_path(inputs.infos))
    paths = {source.path for source in inputs.digests}
    digests, problems = [], [problem for problem in inputs.problems if problem.location.path not in paths]
    for source in sorted(inputs.digests, key=lambda source: (source.name, source.path)):
        digest, found = read_digest(source, infos.get(source.name, DigestInfo()))
        in_bytes = [problem for problem in inputs.problems if problem.location.path == source.path]
        problems += accept_problems([*in_bytes, *found, *check_info(digest)], digest.info)
        problems += [*digest.info.problems, *check_mirrors(source.text, digest.info)]
        if digest.entries:
            digests.append(digest)
    unread = (problem for problem in inputs.problems if problem.code not in _OF_FOLDERS)
    present = {source.name for source in inputs.digests} | {PurePosixPath(problem.location.path).name for problem in unread}
    return tuple(digests), [*problems, *find_missing(infos, present), *find_copies(digests)]


def sort_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """By place, then by code: the order a person reads them in."""
    return tuple(sorted(problems, key=lambda p: (p.location, p.code, p.message)))


def _parse_vectors(inputs: Inputs) -> tuple[VectorTable | None, list[Problem]]:
    return parse_vectors(inputs.vectors.data, inputs.vectors.path) if inputs.vectors else (None, [])


def _draw_cards(catalogue: Catalogue, settings: Settings, inputs: Inputs, memory: Memory) -> tuple[dict[str, str], dict[str, Maker]]:
    """Paper id → the file of its card, and what makes these files."""
    if not wants_cards(settings, len(catalogue.papers)):
        return {}, {}
    from .cards import make_cards, open_fonts

    cards = make_cards(catalogue, settings, open_fonts(inputs.fonts))
    return cards.paths(), cards.files(memory.keep)


def _search_files(catalogue: Catalogue, inputs: Inputs, settings: Settings) -> dict[str, bytes]:
    from .searchfiles import make_search_files

    vectors, _ = match_vectors(catalogue.papers, _parse_vectors(inputs)[0], "")
    return make_search_files(catalogue, vectors, inputs, settings)


def _text_and_path(source: SourceText | None) -> tuple[str, str]:
    return (source.text, source.path) if source else ("", "")
