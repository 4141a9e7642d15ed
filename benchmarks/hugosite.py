"""A catalogue → the content of a Hugo site with the same pages: papers, and paged lists by tag, year, digest and more.

Hugo is given what Broadsheet finds (tags, related papers, mentions): front matter and Markdown, as its users write them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from measuring import ROOT

if TYPE_CHECKING:
    from generator.context import Context
    from generator.model import Paper

THEME = ROOT / "benchmarks" / "peers" / "hugo"
TAXONOMIES = ("tags", "years", "organisations", "digests", "topics")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$^:\"'])")


def content_files(context: Context) -> Iterator[tuple[str, str]]:
    """(path below `content/`, text) of every file."""
    yield "_index.md", _page({"title": context.settings.site_name})
    yield "papers/_index.md", _page({"title": "Papers"})
    for name in TAXONOMIES:
        yield f"{name}/_index.md", _page({"title": name.capitalize()})
    for path, title in _terms(context).items():
        yield f"{path}/_index.md", _page({"title": title})
    for paper in context.catalogue.papers:
        yield f"papers/{paper.id}.md", _page(_front_matter(context, paper), _abstract(context, paper))


def theme_files() -> Iterator[tuple[str, str]]:
    """(path, text) of the configuration, the layouts and the style sheet."""
    for file in sorted(THEME.rglob("*")):
        if file.is_file():
            yield file.relative_to(THEME).as_posix(), file.read_text(encoding="utf-8")


def _terms(context: Context) -> dict[str, str]:
    """Folder of each list below `content/` → its title."""
    from generator.groups import by_digest, by_organisation, by_year, digest_title

    catalogue, slugs = context.catalogue, context.addresses
    given = {one.tag for tags in catalogue.tagging.values() for one in tags}
    return (
        {f"tags/{tag.id}": tag.label for tag in catalogue.tags if tag.id in given}
        | {f"years/{year}": str(year) for year in by_year(context) if year}
        | {f"organisations/{slugs.organisations[badge.handle.casefold()]}": badge.name for badge, _ in by_organisation(context.catalogue)}
        | {f"digests/{slugs.digests[digest.name]}": digest_title(digest) for digest, _ in by_digest(context)}
        | {f"topics/{topic.id}": topic.label for topic in catalogue.topics}
    )


def _front_matter(context: Context, paper: Paper) -> dict[str, object]:
    from generator.metadata import describe
    from generator.wording import badge

    catalogue, slugs = context.catalogue, context.addresses
    values = {
        "title": paper.title,
        "description": describe(paper),
        "tags": [one.tag for one in catalogue.tagging.get(paper.id, ())],
        "digests": sorted({slugs.digests[seen.digest] for seen in paper.sightings}),
        "byline": badge(paper),
        "comments": paper.comments,
        "seen": [{"digest": slugs.digests[seen.digest], "line": seen.line, "path": seen.path} for seen in paper.sightings],
        "related": [{"paper": one.paper, "why": "; ".join(one.why)} for one in catalogue.related.get(paper.id, ())],
    }
    if paper.date:
        values |= {"date": paper.date.isoformat(), "years": [str(paper.date.year)]}
    if paper.organisation:
        values["organisations"] = [slugs.organisations[paper.organisation.handle.casefold()]]
    if topic := context.topic_of.get(paper.id):
        values["topics"] = [topic.id]
    return {key: value for key, value in values.items() if value}


def _abstract(context: Context, paper: Paper) -> str:
    """Markdown with web addresses and other papers' names linked where they stand."""
    places = [(link.start, link.end, link.url) for link in context.catalogue.links.get(paper.id, ())]
    places += [(one.start, one.end, f"../{one.target}/") for one in context.catalogue.mentions.get(paper.id, ())]
    pieces, done = [], 0
    for start, end, target in sorted(places):
        if start >= done:
            pieces += [_escape(paper.abstract[done:start]), f"[{_escape(paper.abstract[start:end])}](<{target}>)"]
            done = end
    return "".join([*pieces, _escape(paper.abstract[done:])])


def _escape(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _page(front_matter: dict[str, object], text: str = "") -> str:
    return f"{json.dumps(front_matter, ensure_ascii=False)}\n\n{text}\n"
