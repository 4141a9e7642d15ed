"""The catalogue → `llms.txt` (as llmstxt.org has it) and `llms-full.txt`, the papers' texts in parts a model can hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from .. import addresses
from ..assets import Maker
from ..context import Context
from ..groups import by_digest, by_organisation, by_tag, by_year, digest_title, newest_first
from ..metadata import page_url
from ..model import Paper
from ..wording import badge, count, mark_inferred
from . import commonmark, resources
from .resources import RESOURCES

_PART = 150  # papers; some 60,000 tokens of full texts
_RIGHTS = "Abstracts belong to their authors. Nothing is claimed that a digest does not say; no authors are named, for digests name none."


def make_llms(context: Context) -> dict[str, Maker]:
    """The guide, the index of the texts, and the parts; a large collection has its texts beside the pages alone."""
    files: dict[str, Maker] = {
        resources.LLMS: partial(_guide, context),
        resources.LLMS_FULL: partial(_full, context),
    }
    for number, papers in enumerate(_parts(context), 1):
        files[_part_path(number)] = partial(_part, context, number, papers)
    return files


def _parts(context: Context) -> list[list[Paper]]:
    """Newest first, in parts of about the same size."""
    papers = [] if context.large else newest_first(context.catalogue.papers)
    number = -(-len(papers) // _PART)
    cuts = [len(papers) * part // number for part in range(number + 1)] if number else []
    return [papers[start:end] for start, end in pairwise(cuts)]


def _part_path(number: int) -> str:
    return f"llms-full-{number}.txt"


def _guide(context: Context) -> bytes:
    tags = sorted(((len(papers), tag) for tag, papers in by_tag(context).items() if papers), reverse=True)
    years = [(f"{year or 'Without a date'}", addresses.year_page(year), len(papers)) for year, papers in by_year(context).items()]
    digests = [(digest_title(one), context.addresses.digest(one.name), len(papers)) for one, papers in by_digest(context)]
    badges = [(one.name, context.addresses.organisation(one.handle), len(papers)) for one, papers in by_organisation(context.catalogue)]
    topics = [(one.label, addresses.topic_page(one.id), len(one.papers)) for one in context.catalogue.topics]
    return commonmark.document(
        [
            *_opening(context),
            "Each page has its Markdown beside it: a paper's is `papers/ID/index.md`, and its record `papers/ID/index.json`."
            + (f" That of a list names no papers, for there are too many: {_address(context, resources.papers_path(1))} does." if context.large else ""),
            commonmark.section("Papers", [_file(context, "All papers", addresses.PAPERS, "newest first"), *_texts(context)]),
            commonmark.section("Data", [_file(context, one.name, one.path, one.what) for one in RESOURCES if one.schema]),
            commonmark.section("Tags", [_file(context, context.tag_labels[tag], addresses.tag_page(tag), count(n, "paper")) for n, tag in tags]),
            commonmark.section("Years", [_file(context, label, path, count(n, "paper")) for label, path, n in years]),
            commonmark.section("Digests", [_file(context, label, path, count(n, "paper")) for label, path, n in digests]),
            commonmark.section("Optional", [_file(context, label, path, count(n, "paper")) for label, path, n in [*topics, *badges]]),
        ]
    )


def _opening(context: Context) -> list[str]:
    papers, digests = len(context.catalogue.papers), len(context.catalogue.digests)
    lead = f"{count(papers, 'paper')} from {count(digests, 'digest')}, with abstracts, tags and links to each other."
    return [f"# {commonmark.text(context.settings.site_name)}", f"> {lead}", _RIGHTS]


def _texts(context: Context) -> list[str]:
    return [
        _file(context, f"Texts, part {number}", _part_path(number), _span(papers))
        for number, papers in enumerate(_parts(context), 1)
    ]


def _span(papers: Sequence[Paper]) -> str:
    """How many papers, and from when to when."""
    days = [paper.date.isoformat() for paper in papers if paper.date]
    undated = len(papers) - len(days)
    facts = [count(len(papers), "paper"), f"{days[0]} to {days[-1]}" if days else ""]
    return ", ".join(fact for fact in [*facts, f"{undated:,} without a date" if undated else ""] if fact)


def _full(context: Context) -> bytes:
    parts = _texts(context)
    where = (
        "The texts are in parts, newest first:"
        if parts
        else f"The texts are too many for one file. Each stands beside its page, as `papers/ID/index.md`; all together are in {_address(context, resources.NDJSON)}."
    )
    return commonmark.document([*_opening(context), where, "\n".join(f"- {part}" for part in parts)])


def _part(context: Context, number: int, papers: Sequence[Paper]) -> bytes:
    title, _, rights = _opening(context)
    return commonmark.document(
        [f"{title} — texts, part {number}", f"{_span(papers)}. {rights}", *(_text(context, paper) for paper in papers)]
    )


def _text(context: Context, paper: Paper) -> str:
    """A paper's heading, what is known of it, and its abstract."""
    facts = [
        mark_inferred(paper.date.isoformat(), paper.date_year_inferred) if paper.date else "",
        badge(paper) or "",
        ", ".join(context.tag_labels[given.tag] for given in context.catalogue.tagging.get(paper.id, ())),
    ]
    known = " · ".join(commonmark.text(fact) for fact in facts if fact)
    address = _address(context, addresses.public_url(addresses.paper_page(paper.id)))
    return "\n\n".join(
        part for part in (f"## {commonmark.text(paper.title)}", "\n".join(line for line in (known, address) if line), commonmark.text(paper.abstract)) if part
    )


def _file(context: Context, label: str, path: str, what: str) -> str:
    return f"{commonmark.link(label, _address(context, path))}: {commonmark.text(what)}"


def _address(context: Context, path: str) -> str:
    """Absolute where the site's address is known."""
    return (page_url(addresses.HOME, context.settings) or "") + path
