"""One paper → its page: what is known of it, its abstract with links in place, its neighbours and its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus, urlsplit

from .. import addresses, markup
from ..citing import bibtex, make_citation
from ..context import Context, captures
from ..glossary import find_uses
from ..metadata import describe, paper_head
from ..model import Evidence, Link, LinkKind, Paper, Sighting
from ..publication import Page
from ..scopes import Scope, Scopes
from ..spelling import Spelling
from ..wording import badge, count, long_date, shorten, shown_path
from .beside import beside_sections, list_section
from .document import Draft, make_page
from .rows import all_citations
from .topics import map_fact, topic_fact

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
    page = paper_frame(scope)
    return make_page(page.path, page.title, page.description, paper_sections(markup, scope), hide=page.hide, head=page.head)


def paper_frame(scope: Scope) -> Page:
    """The page without its text."""
    context, paper = scope.context, scope.paper
    tags_by_id = {tag.id: tag for tag in context.catalogue.tags}
    tags = [tags_by_id[given.tag] for given in context.catalogue.tagging.get(paper.id, ())]
    cited = make_citation(paper, context.settings).url
    head = paper_head(paper, tags, context.settings, context.card(paper.id), cited)
    path = addresses.paper_page(paper.id)
    return Page(path=path, title=paper.title, description=describe(paper), hide=("navigation",), text="", head=head)


def paper_sections(spell: Spelling, scope: Scope) -> Iterator[str]:
    """What the page says, in order; a section may say nothing."""
    context, paper = scope.context, scope.paper
    path = addresses.paper_page(paper.id)
    yield spell.heading(1, paper.title, "paper", "bs-paper")
    yield _facts(spell, context, paper, path)
    yield _buttons(spell, context, paper)
    yield _tags(spell, context, paper, path)
    yield _ways(spell, paper)
    yield _abstract(spell, context, paper, path)
    yield from beside_sections(spell, scope, path)
    yield from _seen_in(spell, context, paper, path)
    yield from _cite(spell, context, paper, path)
    yield _why_tags(spell, context, paper)
    yield _raw(spell, paper)
    yield _turn(spell, path, scope.newer, scope.older)


def _facts(spell: Spelling, context: Context, paper: Paper, path: str) -> str:
    facts: list[str] = []
    if paper.date:
        day, _, year = long_date(paper.date).rpartition(" ")
        facts.append(spell.join([day, spell.page_link(year, path, addresses.year_page(paper.date.year))]))
        if paper.date_year_inferred:
            facts.append(spell.element("em", "year inferred"))
    if paper.organisation:
        target = context.addresses.organisation(paper.organisation.handle)
        facts.append(spell.page_link(paper.organisation.name, path, target))
    elif shown := badge(paper):
        facts.append(shown)
    if paper.comments:
        facts.append(count(paper.comments, "comment"))
    if name := context.catalogue.names.get(paper.id):
        facts.append(spell.join(["introduces", spell.element("strong", name.text)]))
    if topic := topic_fact(spell, context, paper, path):
        facts.append(topic)
    if on_map := map_fact(spell, context, paper, path):
        facts.append(on_map)
    return spell.paragraph(spell.join(facts, " · "), "bs-facts") if facts else ""


def _buttons(spell: Spelling, context: Context, paper: Paper) -> str:
    unique: dict[str, Link] = {}
    for link in context.catalogue.links.get(paper.id, ()):
        unique.setdefault(link.url.rstrip("/"), link)
    order = list(KIND_LABELS)
    links = sorted(unique.values(), key=lambda link: order.index(link.kind))
    parts = [
        spell.web_link(f"{KIND_LABELS[link.kind]}: {_short_address(link.url)}", link.url)
        for link in links
    ]
    return spell.paragraph(spell.join(parts), "bs-links") if parts else ""


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


def _tags(spell: Spelling, context: Context, paper: Paper, path: str) -> str:
    parts = [
        spell.page_link(context.tag_labels[given.tag], path, addresses.tag_page(given.tag))
        for given in context.catalogue.tagging.get(paper.id, ())
    ]
    return spell.paragraph(spell.join(parts), "bs-tags") if parts else ""


def _abstract(spell: Spelling, context: Context, paper: Paper, path: str) -> str:
    """The abstract with its web addresses and the names of other papers linked where they stand."""
    if not paper.abstract:
        return spell.paragraph("The digest gives no abstract.", "bs-abstract bs-none")
    pieces: list[str] = []
    done = 0
    for start, end, linked in _spans(spell, context, paper, path):
        if start >= done:
            pieces += [_inner(spell, paper.abstract[done:start], not pieces), linked()]
            done = end
    pieces.append(_inner(spell, paper.abstract[done:], not pieces))
    return spell.paragraph(spell.trust("".join(pieces)), "bs-abstract")


def _inner(spell: Spelling, piece: str, first: bool) -> str:
    """Escaped text that keeps the spaces at its ends, for it stands beside a link."""
    lead = " " if piece[:1].isspace() and not first else ""
    trail = " " if piece[-1:].isspace() and piece.strip() else ""
    return lead + (spell.text(piece) if first else spell.inline(piece)) + trail


def _spans(spell: Spelling, context: Context, paper: Paper, path: str) -> list[tuple[int, int, Callable[[], str]]]:
    """What stands for characters of the abstract; it is written only where no other has taken its place."""
    links = [
        (link.start, link.end, partial(spell.web_link, paper.abstract[link.start : link.end], link.url))
        for link in context.catalogue.links.get(paper.id, ())
    ]
    mentions = [
        (found.start, found.end, partial(spell.page_link, found.name, path, addresses.paper_page(found.target)))
        for found in context.catalogue.mentions.get(paper.id, ())
    ]
    tooltips = [
        (start, end, partial(spell.abbreviation, paper.abstract[start:end], definition.long))
        for definition in context.catalogue.acronyms.get(paper.id, ())
        for start, end in find_uses(paper.abstract, definition)
    ]
    return sorted(links + mentions + tooltips, key=lambda span: (span[0], -span[1]))


def _seen_in(spell: Spelling, context: Context, paper: Paper, path: str) -> Iterator[str]:
    return list_section(spell, "Seen in", "seen-in", [_sighting(spell, context, seen, path) for seen in paper.sightings])


def _sighting(spell: Spelling, context: Context, seen: Sighting, path: str) -> list[str]:
    digest = context.digests[seen.digest]
    page = seen.position // context.settings.page_size + 1
    target = addresses.numbered(context.addresses.digest(seen.digest), page)
    where = [f"position {seen.position + 1} of {context.listed[digest.name]:,}"]
    if digest.info.captured:
        where.append(f"saved {long_date(digest.info.captured)}")
    if seen.title:
        where.append(f"as “{shorten(seen.title, 300)}”")
    origin = spell.element("code", f"{shown_path(seen.path)}, line {seen.line}")
    return [
        spell.page_link(digest.info.title or digest.name, path, target),
        spell.element("small", spell.join([*where, origin], " · ")),
    ]


def _cite(spell: Spelling, context: Context, paper: Paper, path: str) -> Iterator[str]:
    yield spell.heading(2, "Cite", "cite")
    if context.settings.citations:
        yield all_citations(path, spell)
    yield spell.code_block(bibtex(make_citation(paper, context.settings, context.catalogue.names.get(paper.id))))


def _ways(spell: Spelling, paper: Paper) -> str:
    """Where the paper itself may be found, and in words of its own how it is cited: what most come for, so it stands above the abstract."""
    query = quote_plus(paper.title[:300], errors="replace")
    links = [spell.web_link(label, address % query) for label, address in ELSEWHERE]
    cite = spell.element("span", spell.join(["or", spell.file_link("cite it below", "#cite")]))
    return spell.paragraph(spell.join(["Look for it on", *links, cite]), "bs-links bs-ways")


def _why_tags(spell: Spelling, context: Context, paper: Paper) -> str:
    rows = []
    for given in context.catalogue.tagging.get(paper.id, ()):
        if given.reason:
            reason = f"given by hand: {given.reason}"
        elif given.implied_by:
            reason = f"comes with {context.tag_labels[given.implied_by]}"
        else:
            reason = _evidence(given.evidence[:3])
        rows.append((context.tag_labels[given.tag], reason))
    return spell.details("Why these tags", rows, "why-tags") if rows else ""


def _evidence(evidence: Sequence[Evidence]) -> str:
    """“gene”, “DNA” in the title; “genomic” in the abstract."""
    fields: dict[str, list[str]] = {}
    for found in evidence:
        fields.setdefault(found.field, []).append(f"“{found.phrase}”")
    return "; ".join(f"{', '.join(phrases)} in the {field}" for field, phrases in fields.items())


def _raw(spell: Spelling, paper: Paper) -> str:
    """What a repair changed and what stood there, on demand; the whole abstract only where no repair tells its difference."""
    rows = [("Title", paper.title_raw)] if paper.title_raw != paper.title else []
    if paper.abstract_raw != paper.abstract and not any(repair.field == "abstract" for repair in paper.repairs):
        rows.append(("Abstract", paper.abstract_raw))
    changes: dict[str, list[str]] = {}
    for repair in paper.repairs:
        label = f"Changed in the {repair.field}: {repair.reason or repair.rule.replace('-', ' ')}"
        changes.setdefault(label, []).append(f"{repair.before} → {repair.after}")
    rows += [(label, " · ".join(pairs)) for label, pairs in changes.items()]
    return spell.details("Original text, before repair", rows, "original") if rows else ""


def _turn(spell: Spelling, path: str, newer: Paper | None, older: Paper | None) -> str:
    parts = []
    if newer:
        parts.append(spell.page_link(f"← {shorten(newer.title, _BESIDE)}", path, addresses.paper_page(newer.id), "bs-newer"))
    if older:
        parts.append(spell.page_link(f"{shorten(older.title, _BESIDE)} →", path, addresses.paper_page(older.id), "bs-older"))
    return spell.paragraph(spell.join(parts), "bs-turn") if parts else ""
