"""One paper → its page: what is known of it, its abstract with links in place, its neighbours and its origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlsplit

from .. import addresses, markup
from ..citing import bibtex, make_citation
from ..context import Context, captures, further_related
from ..glossary import find_uses
from ..markup import Markdown
from ..metadata import describe, paper_head
from ..model import Evidence, Link, LinkKind, Page, Paper, Sighting
from ..scopes import Scope, Scopes
from ..wording import badge, count, long_date, short_title, shorten, shown_path
from .document import Draft, make_page
from .rows import all_citations
from .topics import topic_fact

KIND_LABELS: dict[LinkKind, str] = {
    "code": "Code",
    "model/dataset": "Model or data",
    "project page": "Project page",
    "demo": "Demo",
    "other": "Link",
}
_BESIDE = 80  # letters of the title of the paper before and after
# (label, address with %s for the title): searches on other sites, followed only when a reader asks.
ELSEWHERE = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query=%s"),
    ("Google Scholar", "https://scholar.google.com/scholar?q=%s"),
    ("Hugging Face", "https://huggingface.co/papers?q=%s"),
)


def paper_draft(context: Context, scopes: Scopes, paper: Paper) -> Draft:
    """The page at `papers/<id>/`; what is unknown is left out."""
    one = _OnePaper(scopes, paper)
    modified = max(captures(context, paper), default=None)
    return Draft(path=addresses.paper_page(paper.id), make=one.page, modified=modified, scope=one.scope, key=one.key)


@dataclass(frozen=True, slots=True)
class _OnePaper:
    """What a paper's draft does; functions of its own would take more than twice the memory."""

    scopes: Scopes
    paper: Paper

    def scope(self) -> Scope:
        return self.scopes.of(self.paper)

    def page(self) -> Page:
        return _paper_page(self.scope())

    def key(self) -> str:
        return self.scope().key()


def _paper_page(scope: Scope) -> Page:
    context, paper = scope.context, scope.paper
    path = addresses.paper_page(paper.id)
    tags_by_id = {tag.id: tag for tag in context.catalogue.tags}
    tags = [tags_by_id[given.tag] for given in context.catalogue.tagging.get(paper.id, ())]
    sections = [
        markup.heading(1, paper.title, "paper", "bs-paper"),
        _facts(context, paper, path),
        _buttons(context, paper),
        _tags(context, paper, path),
        _ways(paper),
        _abstract(context, paper, path),
        *_neighbours(context, paper, path),
        _seen_in(context, paper, path),
        _cite(context, paper, path),
        _why_tags(context, paper),
        _raw(paper),
        _turn(path, scope.newer, scope.older),
    ]
    cited = make_citation(paper, context.settings).url
    head = paper_head(paper, tags, context.settings, context.card(paper.id), cited)
    return make_page(path, paper.title, describe(paper), sections, hide=("navigation",), head=head)


def _facts(context: Context, paper: Paper, path: str) -> str:
    facts: list[str] = []
    if paper.date:
        day, _, year = long_date(paper.date).rpartition(" ")
        facts.append(markup.join([day, markup.page_link(year, path, addresses.year_page(paper.date.year))]))
        if paper.date_year_inferred:
            facts.append(markup.element("em", "year inferred"))
    if paper.organisation:
        target = context.addresses.organisation(paper.organisation.handle)
        facts.append(markup.page_link(paper.organisation.name, path, target))
    elif shown := badge(paper):
        facts.append(shown)
    if paper.comments:
        facts.append(count(paper.comments, "comment"))
    if name := context.catalogue.names.get(paper.id):
        facts.append(markup.join(["introduces", markup.element("strong", name.text)]))
    if topic := topic_fact(context, paper, path):
        facts.append(topic)
    return markup.paragraph(markup.join(facts, " · "), "bs-facts") if facts else ""


def _buttons(context: Context, paper: Paper) -> str:
    unique: dict[str, Link] = {}
    for link in context.catalogue.links.get(paper.id, ()):
        unique.setdefault(link.url.rstrip("/"), link)
    order = list(KIND_LABELS)
    links = sorted(unique.values(), key=lambda link: order.index(link.kind))
    parts = [
        markup.web_link(f"{KIND_LABELS[link.kind]}: {_short_address(link.url)}", link.url)
        for link in links
    ]
    return markup.paragraph(markup.join(parts), "bs-links") if parts else ""


def _short_address(url: str) -> str:
    """`owner/name` on the hosts where that says all, else the host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = [piece for piece in parts.path.split("/") if piece]
    if parts.hostname in ("github.com", "huggingface.co", "hf.co", "gitlab.com") and path:
        return "/".join(path[1:3] if path[0] in ("datasets", "spaces", "collections") else path[:2])
    return parts.hostname or url


def _tags(context: Context, paper: Paper, path: str) -> str:
    parts = [
        markup.page_link(context.tag_labels[given.tag], path, addresses.tag_page(given.tag))
        for given in context.catalogue.tagging.get(paper.id, ())
    ]
    return markup.paragraph(markup.join(parts), "bs-tags") if parts else ""


def _abstract(context: Context, paper: Paper, path: str) -> str:
    """The abstract with its web addresses and the names of other papers linked where they stand."""
    if not paper.abstract:
        return markup.paragraph("The digest gives no abstract.", "bs-abstract bs-none")
    pieces: list[str] = []
    done = 0
    for start, end, linked in _spans(context, paper, path):
        if start >= done:
            pieces += [_inner(paper.abstract[done:start], not pieces), linked]
            done = end
    pieces.append(_inner(paper.abstract[done:], not pieces))
    return markup.paragraph(Markdown("".join(pieces)), "bs-abstract")


def _inner(piece: str, first: bool) -> Markdown:
    """Escaped text that keeps the spaces at its ends, for it stands beside a link."""
    lead = " " if piece[:1].isspace() and not first else ""
    trail = " " if piece[-1:].isspace() and piece.strip() else ""
    return Markdown(lead + (markup.text(piece) if first else markup.inline(piece)) + trail)


def _spans(context: Context, paper: Paper, path: str) -> list[tuple[int, int, Markdown]]:
    links = [
        (link.start, link.end, markup.web_link(paper.abstract[link.start : link.end], link.url))
        for link in context.catalogue.links.get(paper.id, ())
    ]
    mentions = [
        (found.start, found.end, markup.page_link(found.name, path, addresses.paper_page(found.target)))
        for found in context.catalogue.mentions.get(paper.id, ())
    ]
    tooltips = [
        (start, end, markup.abbreviation(paper.abstract[start:end], definition.long))
        for definition in context.catalogue.acronyms.get(paper.id, ())
        for start, end in find_uses(paper.abstract, definition)
    ]
    return sorted(links + mentions + tooltips, key=lambda span: (span[0], -span[1]))


def _neighbours(context: Context, paper: Paper, path: str) -> Iterator[str]:
    catalogue = context.catalogue
    names = {found.target: found.name for found in reversed(catalogue.mentions.get(paper.id, ()))}
    mentions = list(dict.fromkeys(found.target for found in catalogue.mentions.get(paper.id, ())))
    yield _section("Mentions", "mentions", [_line(context, path, other, f"as {names[other]}") for other in mentions])
    family = catalogue.families.get(paper.id, ())
    yield _section("Family", "family", [_line(context, path, other, "") for other in family if other != paper.id])
    backlinks = catalogue.mentioned_by.get(paper.id, ())
    yield _section("Mentioned by", "mentioned-by", [_line(context, path, other, "") for other in backlinks])
    related = [_line(context, path, near.paper, "; ".join(near.why)) for near in further_related(context, paper)]
    yield _section("Related papers", "related", related)


def _line(context: Context, path: str, other: str, reason: str) -> list[str]:
    paper = context.papers[other]
    facts = [part for part in (str(paper.date.year) if paper.date else "", badge(paper) or "", reason) if part]
    lines: list[str] = [markup.page_link(short_title(paper), path, addresses.paper_page(other))]
    return [*lines, markup.element("small", markup.join(facts, " · "))] if facts else lines


def _section(label: str, identifier: str, rows: list[list[str]]) -> str:
    if not rows:
        return ""
    return markup.heading(2, label, identifier) + "\n" + markup.bullets(rows)


def _seen_in(context: Context, paper: Paper, path: str) -> str:
    return _section("Seen in", "seen-in", [_sighting(context, seen, path) for seen in paper.sightings])


def _sighting(context: Context, seen: Sighting, path: str) -> list[str]:
    digest = context.digests[seen.digest]
    page = seen.position // context.settings.page_size + 1
    target = addresses.numbered(context.addresses.digest(seen.digest), page)
    where = [f"position {seen.position + 1} of {context.listed[digest.name]:,}"]
    if digest.info.captured:
        where.append(f"saved {long_date(digest.info.captured)}")
    origin = markup.element("code", f"{shown_path(seen.path)}, line {seen.line}")
    return [
        markup.page_link(digest.info.title or digest.name, path, target),
        markup.element("small", markup.join([*where, origin], " · ")),
    ]


def _cite(context: Context, paper: Paper, path: str) -> str:
    parts = [markup.heading(2, "Cite", "cite"), markup.code_block(bibtex(make_citation(paper, context.settings)))]
    if context.settings.citations:
        parts.insert(1, all_citations(path))
    return "\n".join(parts)


def _ways(paper: Paper) -> str:
    """Where the paper itself may be found, and how it is cited: what most come for, so it stands above the abstract."""
    query = quote_plus(paper.title[:300], errors="replace")
    links = [markup.web_link(label, address % query) for label, address in ELSEWHERE]
    return markup.paragraph(markup.join(["Look for it on", *links, markup.file_link("Cite", "#cite")]), "bs-links bs-ways")


def _why_tags(context: Context, paper: Paper) -> str:
    rows = []
    for given in context.catalogue.tagging.get(paper.id, ()):
        if given.reason:
            reason = f"given by hand: {given.reason}"
        elif given.implied_by:
            reason = f"comes with {context.tag_labels[given.implied_by]}"
        else:
            reason = _evidence(given.evidence[:3])
        rows.append((context.tag_labels[given.tag], reason))
    return markup.details("Why these tags", rows, "why-tags") if rows else ""


def _evidence(evidence: Sequence[Evidence]) -> str:
    """“gene”, “DNA” in the title; “genomic” in the abstract."""
    fields: dict[str, list[str]] = {}
    for found in evidence:
        fields.setdefault(found.field, []).append(f"“{found.phrase}”")
    return "; ".join(f"{', '.join(phrases)} in the {field}" for field, phrases in fields.items())


def _raw(paper: Paper) -> str:
    """What a repair changed and what stood there, on demand; the whole abstract only where no repair tells its difference."""
    rows = [("Title", paper.title_raw)] if paper.title_raw != paper.title else []
    if paper.abstract_raw != paper.abstract and not any(repair.field == "abstract" for repair in paper.repairs):
        rows.append(("Abstract", paper.abstract_raw))
    changes: dict[str, list[str]] = {}
    for repair in paper.repairs:
        label = f"Changed in the {repair.field}: {repair.reason or repair.rule.replace('-', ' ')}"
        changes.setdefault(label, []).append(f"{repair.before} → {repair.after}")
    rows += [(label, " · ".join(pairs)) for label, pairs in changes.items()]
    return markup.details("Original text, before repair", rows, "original") if rows else ""


def _turn(path: str, newer: Paper | None, older: Paper | None) -> str:
    parts = []
    if newer:
        parts.append(markup.page_link(f"← {shorten(newer.title, _BESIDE)}", path, addresses.paper_page(newer.id), "bs-newer"))
    if older:
        parts.append(markup.page_link(f"{shorten(older.title, _BESIDE)} →", path, addresses.paper_page(older.id), "bs-older"))
    return markup.paragraph(markup.join(parts), "bs-turn") if parts else ""
